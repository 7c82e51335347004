package dev.mnemo.adapter.cache.redis;

import io.lettuce.core.codec.StringCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Texts in UTF-8. Bytes that are not UTF-8 become a text that no valid one equals, rather than one
 * in which they were silently replaced.
 */
final class StrictUtf8Codec extends StringCodec {

  static final StrictUtf8Codec INSTANCE = new StrictUtf8Codec();

  // Half a surrogate pair, which no well-formed text holds.
  private static final char MARK = '\uDC00';

  private StrictUtf8Codec() {
    super(StandardCharsets.UTF_8);
  }

  static boolean isMalformed(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK;
  }

  @Override
  public String decodeValue(ByteBuffer bytes) {
    ByteBuffer copy = bytes.duplicate();
    String text = super.decodeValue(bytes);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(copy).toString();
    } catch (CharacterCodingException e) {
      return MARK + text;
    }
  }
}
