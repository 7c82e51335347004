package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Evidence;
import java.util.List;

/** The text form of evidence, as an entry keeps it. */
final class Contexts {

  private Contexts() {}

  /** One numbered piece after the other, best first; empty for none. */
  static String asText(List<Evidence> evidence) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < evidence.size(); i++) {
      if (i > 0) {
        text.append('\n');
      }
      text.append('[').append(i + 1).append("] ").append(evidence.get(i).text());
    }
    return text.toString();
  }
}
