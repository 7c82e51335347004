package dev.mnemo.adapter.llm.chat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged while it is open, at any level. */
final class LogTap extends Handler implements AutoCloseable {

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final List<String> records = new CopyOnWriteArrayList<>();

  private LogTap() {}

  static LogTap open() {
    LogTap tap = new LogTap();
    tap.setLevel(Level.ALL);
    tap.root.setLevel(Level.ALL);
    tap.root.addHandler(tap);
    return tap;
  }

  @Override
  public void publish(LogRecord entry) {
    StringWriter text = new StringWriter();
    text.append(entry.getLevel().getName()).append(' ');
    text.append(new SimpleFormatter().formatMessage(entry)).append('\n');
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(new PrintWriter(text));
    }
    records.add(text.toString());
  }

  List<String> records() {
    return records;
  }

  String text() {
    return String.join("", records);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}
