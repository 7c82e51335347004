package dev.mnemo.adapter.llm.chat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer, as far as an answer can reasonably go. */
final class BoundedBody extends FilterInputStream {

  private static final long MOST = 16L << 20;

  private long left = MOST;

  BoundedBody(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("the answer has more than %d MB".formatted(MOST >> 20));
    }
  }
}
