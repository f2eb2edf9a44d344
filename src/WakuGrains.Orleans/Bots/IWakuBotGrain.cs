namespace WakuGrains.Orleans.Bots;

/// <summary>
/// A bot as a grain of the application: its own interface extends this one and is given to
/// <see cref="WakuBotSiloBuilderExtensions.AddWakuBot{TGrainInterface}"/>. Its key is that of the bot's identity
/// (<see cref="GrainKeys"/>).
/// </summary>
[Alias("waku.IWakuBotGrain")]
public interface IWakuBotGrain : IGrainWithStringKey
{
    /// <summary>
    /// Handles the next message of the bot's mailbox. When the task has completed the message is acknowledged and the next one
    /// comes. When it fails, takes longer than five minutes or its silo dies, the same message comes again, however often: a
    /// message that can never be handled has to be caught here. What is answered by
    /// <see cref="Client.IncomingMessage.ReplyAsync"/> is sent once all the same.
    /// </summary>
    [Alias("HandleAsync")]
    [ResponseTimeout("00:05:00")]
    Task HandleAsync(BotMessage message);
}
