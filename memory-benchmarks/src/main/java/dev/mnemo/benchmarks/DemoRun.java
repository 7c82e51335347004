package dev.mnemo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time from "mnemo demo" on a built checkout to its first answer, with the local server to be
 * started and with it warm, and the most memory that command and server took.
 */
final class DemoRun {

  private static final String FIRST_ANSWER = "   A: ";

  private final Path mnemo;
  private final int rounds;

  /**
   * @param mnemo the launcher
   */
  DemoRun(Path mnemo, int rounds) {
    this.mnemo = mnemo.toAbsolutePath();
    this.rounds = rounds;
  }

  /** What one run took. */
  private record Run(double firstAnswer, double whole, long peakKiB) {}

  void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mnemo-benchmark");
    Path data = folder.resolve("data");
    // Where the demo keeps what it makes, and where its server thus is.
    Path demo = data.resolve("demo");
    try {
      // What the launcher builds, unpacks and archives once is no part of a start.
      demo(data);
      command(demo, "stop");
      List<Run> cold = new ArrayList<>();
      List<Run> warm = new ArrayList<>();
      long server = 0;
      for (int i = 0; i < rounds; i++) {
        cold.add(demo(data));
        warm.add(demo(data));
        server = Math.max(server, serverPeakKiB(demo));
        command(demo, "stop");
      }
      Output.line("%d runs each; seconds to the first answer, and to the end:", rounds);
      cold.forEach(run -> Output.line("cold  %6.2f  %6.2f", run.firstAnswer(), run.whole()));
      warm.forEach(run -> Output.line("warm  %6.2f  %6.2f", run.firstAnswer(), run.whole()));
      Output.line(
          "most memory: command %d MB, server %d MB",
          warm.stream().mapToLong(Run::peakKiB).max().orElse(0) >> 10, server >> 10);
    } finally {
      Folders.delete(folder);
    }
  }

  private Run demo(Path data) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start(data, "demo");
    double answered = 0;
    long peak = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (answered == 0 && line.startsWith(FIRST_ANSWER)) {
          answered = seconds(start);
        }
        // The launcher becomes the command's JVM, so that its process is the one to look at.
        peak = Math.max(peak, peakKiB(process.pid()));
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("the demo failed with exit code " + process.exitValue());
    }
    return new Run(answered, seconds(start), peak);
  }

  private long serverPeakKiB(Path data) throws IOException, InterruptedException {
    String status = command(data, "status", "--json");
    int at = status.indexOf("\"pid\":");
    return at < 0
        ? 0
        : peakKiB(Long.parseLong(status.substring(at + 6).replaceAll("[^0-9].*", "").strip()));
  }

  private String command(Path data, String... words) throws IOException, InterruptedException {
    Process process = start(data, words);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  private Process start(Path data, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(mnemo.toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--data", data.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** The peak of a process's resident memory; zero where the system does not tell. */
  private static long peakKiB(long pid) {
    try {
      Optional<String> line =
          Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
              .filter(text -> text.startsWith("VmHWM:"))
              .findFirst();
      return line.map(text -> Long.parseLong(text.replaceAll("[^0-9]", ""))).orElse(0L);
    } catch (IOException gone) {
      return 0;
    }
  }
}
