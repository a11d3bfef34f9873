using Microsoft.Extensions.Options;
using WebServiceSample;

try
{
    await WebServiceApplication.Build(args).RunAsync();
    return 0;
}
catch (Exception bad) when (bad is ArgumentException or OptionsValidationException or IOException) // IOException: the port is taken
{
    await Console.Error.WriteLineAsync(bad.Message);
    return 2;
}
