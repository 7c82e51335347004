package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of a content, as 64 lower-case hexadecimal digits. */
public record ContentHash(String value) {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public ContentHash {
    if (!SHA_256.matcher(Require.present("content hash", value)).matches()) {
      throw new InvalidInputException("content hash", value, "give 64 lower-case hex digits");
    }
  }

  /**
   * The hash of several texts in order; each is preceded by its length, so that no two different
   * lists of texts give the same input.
   */
  public static ContentHash of(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
