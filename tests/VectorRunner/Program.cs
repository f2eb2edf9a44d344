using WakuGrains.VectorRunner;

if (!RunnerOptions.TryParse(args, out var options, out var mistake))
{
    Console.Error.WriteLine(mistake);
    Console.Error.WriteLine(RunnerOptions.Usage);
    return ExitCodes.UnknownFormat;
}

var run = new Run(Console.Out);
foreach (var file in options.Files)
    run.File(file, options.Curves);
return run.Finish();
