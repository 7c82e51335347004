package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.graph.Evidence;
import java.util.EnumSet;
import java.util.Set;

/** What a search answers with. */
public enum SearchType {
  /** A model's answer over entities, facts and chunks around the question. */
  GRAPH_COMPLETION(true, EnumSet.of(Evidence.Kind.ENTITY, Evidence.Kind.FACT, Evidence.Kind.CHUNK)),
  /** A model's answer over chunks. */
  RAG_COMPLETION(true, EnumSet.of(Evidence.Kind.CHUNK)),
  /** A model's answer over facts: subject, predicate, object. */
  TRIPLET_COMPLETION(true, EnumSet.of(Evidence.Kind.FACT)),
  /** Ranked chunks. */
  CHUNKS(false, EnumSet.of(Evidence.Kind.CHUNK)),
  /** Ranked summaries. */
  SUMMARIES(false, EnumSet.of(Evidence.Kind.SUMMARY)),
  /** Ranked facts with validity and provenance. */
  FACTS(false, EnumSet.of(Evidence.Kind.FACT));

  private final boolean conversational;
  private final Set<Evidence.Kind> kinds;

  SearchType(boolean conversational, Set<Evidence.Kind> kinds) {
    this.conversational = conversational;
    this.kinds = Set.copyOf(kinds);
  }

  /** Whether it asks a model, and uses and writes the session. */
  public boolean conversational() {
    return conversational;
  }

  /** The kinds of evidence it looks for. */
  public Set<Evidence.Kind> kinds() {
    return kinds;
  }
}
