using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WakuGrains.Interop.Tests.Processes;

/// <summary>A process that takes a request a line and answers each with a line. Requests may be made at the same time.</summary>
public sealed class JsonLinesProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExitTime = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly Lock gate = new();
    private readonly Task reading;
    private long lastId;

    private JsonLinesProcess(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        reading = ReadAsync();
    }

    /// <summary>Starts a process.</summary>
    public static JsonLinesProcess Start(string program, IEnumerable<string> arguments, string workingDirectory) =>
        new(
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    WorkingDirectory = workingDirectory,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );

    /// <summary>Starts this project's own driver.</summary>
    public static JsonLinesProcess StartOurs() =>
        Start("dotnet", ["WakuGrains.PeerDriver.dll"], AppContext.BaseDirectory);

    /// <summary>Asks, whatever the answer is. Requests go out in the order of the calls.</summary>
    public Task<JsonElement> AskAsync(string operation, JsonObject arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        Write(operation, arguments, answer);
        return answer.Task.WaitAsync(AnswerTime);
    }

    /// <summary>Asks; an error is a failure of the test.</summary>
    public async Task<JsonElement> OkAsync(string operation, JsonObject arguments)
    {
        var reply = await AskAsync(operation, arguments);
        return reply.GetProperty("ok").GetBoolean()
            ? reply
            : throw new InvalidOperationException($"{operation} was answered with {reply}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(ExitTime);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        await reading;
        process.Dispose();
    }

    // Ids ascend in the order of the lines.
    private void Write(string operation, JsonObject arguments, TaskCompletionSource<JsonElement> answer)
    {
        lock (gate)
        {
            var id = ++lastId;
            waiting[id] = answer;
            arguments["id"] = id;
            arguments["op"] = operation;
            process.StandardInput.WriteLine(arguments.ToJsonString());
        }
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var reply = document.RootElement.Clone();
            if (waiting.TryRemove(reply.GetProperty("id").GetInt64(), out var answer))
                answer.SetResult(reply);
        }

        var end = new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"The process has ended. {string.Join('\n', errors)}")
        );
        foreach (var answer in waiting.Values)
            answer.TrySetException(end);
    }
}
