package dev.mnemo.adapter.cache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The server-side scripts, each one atomic step on the keys of one session or one index. */
enum Script {
  APPEND("common"),
  READ,
  FIND("common"),
  EDIT("common"),
  REMOVE("common"),
  CREATE("common"),
  CHANGE("common"),
  DELETE("common"),
  PUBLISH("index"),
  LIST("index");

  private final String source;
  private final String digest;

  Script() {
    this("");
  }

  Script(String head) {
    source = (head.isEmpty() ? "" : load(head)) + load(name().toLowerCase(Locale.ROOT));
    digest = sha1(source);
  }

  String source() {
    return source;
  }

  /** The name the server knows it by: the SHA-1 of its source, in hexadecimal. */
  String digest() {
    return digest;
  }

  private static String load(String name) {
    String file = name + ".lua";
    try (InputStream stream = Script.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
