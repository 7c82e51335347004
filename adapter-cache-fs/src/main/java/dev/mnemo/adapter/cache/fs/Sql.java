package dev.mnemo.adapter.cache.fs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A statement put together from parts, each with its arguments; never with a value in its text. */
final class Sql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> arguments = new ArrayList<>();

  void add(String part, Object... values) {
    text.append(part);
    Collections.addAll(arguments, values);
  }

  String text() {
    return text.toString();
  }

  Object[] arguments() {
    return arguments.toArray();
  }
}
