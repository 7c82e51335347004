package dev.mnemo.adapter.llm.embedding;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Ends while its other threads load the model again and again. */
final class LoadingProcess {

  private static final int LOADS_WHILE_ENDING = 6;

  private LoadingProcess() {}

  static ProcessBuilder in(Path folder) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + folder.resolve("crash.log"),
        "-cp",
        System.getProperty("java.class.path"),
        LoadingProcess.class.getName(),
        folder.toString());
  }

  public static void main(String[] arguments) {
    EmbeddingConfig config = E5EmbedderTest.config(Path.of(arguments[0]));
    Semaphore loads = new Semaphore(0);
    for (int i = 0; i < 2; i++) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                while (true) {
                  E5Model.load(config);
                  loads.release();
                }
              });
    }
    loads.acquireUninterruptibly();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> loads.acquireUninterruptibly(LOADS_WHILE_ENDING)));
    System.exit(0);
  }
}
