package dev.mnemo.adapter.graph.neo4j.embedded;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Where a JVM finds the server's classes prepared. It writes the archive at the end of the first
 * run, checks it at each start against itself and against time and size of each jar, goes on
 * without where it does not fit, and then writes it anew.
 */
final class ClassArchive {

  // Of a dynamic archive, in the byte order of the machine; see cds.h of the JDK.
  private static final int MAGIC = 0xf00baba8;
  private static final long LEAST_BYTES = 1L << 20;

  private final Path folder;

  ClassArchive(Path folder) {
    this.folder = folder;
  }

  /**
   * The archive of this Java and this server, there or yet to be written; removes what no start can
   * use.
   *
   * @param jar the server's own, whose manifest names all others with their versions
   */
  Path prepare(Path jar, String javaVersion) throws IOException {
    Files.createDirectories(folder);
    String place = Integer.toHexString(jar.hashCode());
    // A reproducible build gives each jar the same time, and a small change may not alter its size.
    CRC32 content = new CRC32();
    content.update(Files.readAllBytes(jar));
    Path archive =
        folder.resolve("neo4j-%s-%s-%08x.jsa".formatted(place, javaVersion, content.getValue()));
    removeOthers("neo4j-" + place + "-*.jsa", archive);
    if (!isWhole(archive)) {
      Files.deleteIfExists(archive);
    }
    return archive;
  }

  // Of an earlier server in the same place, or for another Java: over 100 MB each.
  private void removeOthers(String names, Path archive) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, names)) {
      for (Path other : others) {
        if (!other.equals(archive)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }

  // The JVM writes the header last. One without is what a JVM leaves that was killed on the way,
  // and
  // the only kind that no JVM replaces.
  private static boolean isWhole(Path archive) throws IOException {
    try (DataInputStream bytes = new DataInputStream(Files.newInputStream(archive))) {
      int magic = bytes.readInt();
      boolean reversed = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      return (reversed ? Integer.reverseBytes(magic) : magic) == MAGIC
          && Files.size(archive) >= LEAST_BYTES;
    } catch (NoSuchFileException | EOFException none) {
      return false;
    }
  }
}
