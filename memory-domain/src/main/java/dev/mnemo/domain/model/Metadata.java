package dev.mnemo.domain.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller attaches to a session or an entry, kept in the order given.
 *
 * @param values text by name; structured values travel as JSON text
 */
public record Metadata(Map<String, String> values) {

  /** The longest name, in Unicode code points. */
  public static final int MAX_NAME_LENGTH = 256;

  /** Nothing attached. */
  public static final Metadata NONE = new Metadata(Map.of());

  public Metadata {
    Map<String, String> copy = new LinkedHashMap<>();
    Require.present("metadata", values)
        .forEach(
            (name, value) ->
                copy.put(
                    Require.identifier("metadata name", name, MAX_NAME_LENGTH),
                    Require.text("metadata '" + name + "'", value)));
    values = Collections.unmodifiableMap(copy);
  }

  /** This with {@code name} set to {@code value}. */
  public Metadata with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Metadata(changed);
  }
}
