package dev.mnemo.adapter.cache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The server-side scripts, each one atomic step. */
enum Script {
  APPEND,
  READ,
  FIND,
  REPLACE,
  CREATE,
  CHANGE,
  DELETE;

  private final String source;

  Script() {
    String file = name().toLowerCase(Locale.ROOT) + ".lua";
    try (InputStream stream = Script.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      source = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String source() {
    return source;
  }

  /** The name the server knows it by: the SHA-1 of its source, in hexadecimal. */
  String digest() {
    try {
      byte[] sha1 =
          MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
