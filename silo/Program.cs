return await WakuGrains.Silo.Cli.CommandLine.RunAsync(args);
