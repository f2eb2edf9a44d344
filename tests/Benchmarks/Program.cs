using WakuGrains.Benchmarks;

return await BenchmarkCommands.RunAsync(args, Console.Out, Console.Error);
