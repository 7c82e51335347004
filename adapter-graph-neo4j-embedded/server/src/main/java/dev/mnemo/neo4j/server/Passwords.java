package dev.mnemo.neo4j.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.io.fs.FileSystemAbstraction;
import org.neo4j.kernel.impl.security.User;
import org.neo4j.logging.NullLogProvider;
import org.neo4j.memory.EmptyMemoryTracker;
import org.neo4j.server.security.SecureHasher;
import org.neo4j.server.security.SystemGraphCredential;
import org.neo4j.server.security.auth.FileUserRepository;

/** Makes sure that there is no moment at which somebody else could log in. */
final class Passwords {

  /** Neo4j's first and, in the Community edition, only administrator. */
  static final String USER = "neo4j";

  private static final int BYTES = 24;

  private Passwords() {}

  static String random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /**
   * A new store answers to a password that everybody knows from the moment its port is open until
   * it gets another; this does what {@code neo4j-admin dbms set-initial-password} does instead.
   */
  static void presetIn(Path home) throws IOException {
    if (Files.exists(home.resolve("data/databases/system"))) {
      return;
    }
    Path file = home.resolve("data/dbms/auth.ini");
    // What is left of a first start that was cut short.
    Files.deleteIfExists(file);
    try (FileSystemAbstraction files = new DefaultFileSystemAbstraction()) {
      FileUserRepository users =
          new FileUserRepository(
              files, file, NullLogProvider.getInstance(), EmptyMemoryTracker.INSTANCE);
      users.start();
      users.create(user(random()));
      users.shutdown();
    } catch (IOException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException("the first password could not be set", failure);
    }
  }

  private static User user(String password) {
    SystemGraphCredential credential =
        SystemGraphCredential.createCredentialForPassword(
            password.getBytes(StandardCharsets.UTF_8), new SecureHasher());
    return new User(USER, null, credential, false, false);
  }
}
