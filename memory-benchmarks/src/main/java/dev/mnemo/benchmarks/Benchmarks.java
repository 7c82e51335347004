package dev.mnemo.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs one of the benchmarks by its name; docs/benchmarks.md tells what each shows. */
public final class Benchmarks {

  private Benchmarks() {}

  private static Set<ImproveRun.Part> parts(String[] args) {
    return args.length == 1
        ? EnumSet.allOf(ImproveRun.Part.class)
        : EnumSet.of(ImproveRun.Part.named(args[1]));
  }

  private static void recall(List<String> args) throws IOException {
    Conversations conversations = Conversations.read(Path.of(args.get(1)));
    if (args.size() == 2) {
      new RecallRun(conversations).run();
    } else if (args.size() == 4 && args.get(2).equals("--units")) {
      new PersistedRun(conversations, Units.named(args.get(3))).run();
    } else {
      throw new IllegalArgumentException(args + "; use recall DIR [--units turns|pairs]");
    }
  }

  public static void main(String[] args) throws Exception {
    switch (args.length == 0 ? "" : args[0]) {
      case "cache" ->
          new Runner(new OptionsBuilder().include(FileCacheBenchmark.class.getSimpleName()).build())
              .run();
      case "files" -> new FileRun(2_000, Duration.ofSeconds(5), 10_000).run();
      case "redis" -> new RedisRun(5_000, 100_000).run();
      case "search" -> new SearchRun(1_000, 300).run();
      case "model" ->
          new ModelRun(200, 60, 64, Duration.ofSeconds(6), List.of(10, 100, 1_000)).run();
      case "improve" -> new ImproveRun(300, 10_000, 1_000, Duration.ofMillis(200)).run(parts(args));
      case "recall" -> recall(List.of(args));
      case "recall-fit" -> new RecallRun(Conversations.read(Path.of(args[1]))).fit();
      case "demo" -> new DemoRun(Path.of("mnemo"), 3).run();
      default -> {
        Output.line(
            "name a benchmark: cache, files, redis, search, model, improve [throughput | nothing-new |"
                + " growth], recall DIR [--units turns|pairs], recall-fit DIR or demo");
        System.exit(2);
      }
    }
  }
}
