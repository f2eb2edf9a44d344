#if !ORLEANS_ENGINE
Console.Error.WriteLine(
    "This sample was built without the packages of Orleans; see OrleansEngine in Directory.Build.targets."
);
return 1;
#endif
