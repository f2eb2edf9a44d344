namespace WakuGrains.PeerDriver;

/// <summary>One request a line, one reply a line, in order, until the end of the input or a request to quit.</summary>
internal sealed class RequestLoop(TextReader requests, TextWriter replies, Driver driver)
{
    public async Task RunAsync()
    {
        while (!driver.HasQuit && await requests.ReadLineAsync() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            await replies.WriteLineAsync(driver.Answer(line));
            await replies.FlushAsync();
        }
    }
}
