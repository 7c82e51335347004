package dev.mnemo.adapter.graph.neo4j.embedded;

import dev.mnemo.domain.exception.BackendUnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Why a server did not start, in words for whoever can do something about it. */
final class StartFailure {

  private static final int TAIL_BYTES = 1_500;

  private final ServerFolder folder;

  StartFailure(ServerFolder folder) {
    this.folder = folder;
  }

  /**
   * Whether the server itself said why it ended, or ended in order. The codes are those of its
   * {@code Exit}; any other is a crash of the JVM.
   */
  static boolean isExplained(int code) {
    return code == 0 || code >= 70 && code <= 74;
  }

  /** The server found another one at work, which is no failure. */
  static boolean isTaken(int code) {
    return code == 71 || code == 0;
  }

  /** Somebody, or a system short of memory, ended it: 128 and the number of the signal. */
  static boolean isKilled(int code) {
    return code == 128 + 9 || code == 128 + 15;
  }

  BackendUnavailableException exited(int code) {
    return switch (code) {
      case 72 ->
          because(
              "the store in '%s' is open in another Neo4j; stop that one, or name another folder"
                  .formatted(folder.root()));
      case 73 ->
          because(
              "the disk of '%s' is full; free some space, or name another folder"
                  .formatted(folder.root()));
      case 74 ->
          because(
              "a newer Neo4j wrote the store in '%s', and there is no way back; update mnemo, or name another folder"
                  .formatted(folder.root()));
      default ->
          because(
              "it did not start in '%s' (exit code %d); if its log does not help, put a copy of that folder back, or name another folder; '%s' ends with:%n%s"
                  .formatted(folder.root(), code, folder.log(), tail(folder.log())));
    };
  }

  BackendUnavailableException tooSlow(Duration limit) {
    return because(
        "it was not ready in '%s' after %d s; run 'mnemo stop' and try again, or allow it more time; '%s' ends with:%n%s"
            .formatted(folder.root(), limit.toSeconds(), folder.log(), tail(folder.log())));
  }

  BackendUnavailableException impossible(Path java, IOException cause) {
    return new BackendUnavailableException(
        ServerFolder.BACKEND,
        "'%s' could not be run (%s); name the folder of a Java 21 or newer"
            .formatted(java, cause.getMessage()),
        cause);
  }

  private static BackendUnavailableException because(String why) {
    return new BackendUnavailableException(ServerFolder.BACKEND, why);
  }

  private static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      text = (from == 0 ? text : text.substring(text.indexOf('\n') + 1)).strip();
      return text.isEmpty() ? "(nothing)" : text;
    } catch (IOException unreadable) {
      return "(unreadable: " + unreadable.getMessage() + ")";
    }
  }
}
