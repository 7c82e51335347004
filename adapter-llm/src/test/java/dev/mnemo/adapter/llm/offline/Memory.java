package dev.mnemo.adapter.llm.offline;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.Provenance;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import dev.mnemo.domain.model.language.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a graph would hold of some texts: their chunks, and the facts that the rules find. */
record Memory(List<Evidence> evidence) {

  static final Instant NOW = Instant.parse("2024-05-15T12:00:00Z");
  private static final DatasetId DATASET = new DatasetId("memory");

  static Memory of(String... texts) {
    Memory memory = new Memory(new ArrayList<>());
    for (String text : texts) {
      memory.remember(text);
    }
    return memory;
  }

  List<Evidence> facts() {
    return evidence.stream().filter(Evidence.OfFact.class::isInstance).toList();
  }

  List<Evidence> chunks() {
    return evidence.stream().filter(Evidence.OfChunk.class::isInstance).toList();
  }

  private void remember(String text) {
    NodeId chunk = new NodeId("chunk " + evidence.size());
    Document document =
        new Document(
            new NodeId("document " + evidence.size()),
            new Source.Text("a text"),
            ContentHash.of(text),
            NOW,
            Set.of());
    Provenance provenance = new Provenance(DATASET, List.of(document), List.of(chunk));
    Extraction extraction = TestModels.extractor().extract(new Passage(text, "", NOW));
    for (FoundFact fact : extraction.facts()) {
      evidence.add(fact(fact, provenance));
    }
    evidence.add(new Evidence.OfChunk(chunk, 0, text, provenance));
  }

  private static Evidence fact(FoundFact fact, Provenance provenance) {
    Entity subject = entity(fact.subject());
    Entity object = entity(fact.object());
    return new Evidence.OfFact(
        FactId.of(subject.id(), fact.predicate(), object.id(), fact.negated(), fact.validity()),
        subject,
        fact.predicate(),
        object,
        fact.statement(),
        fact.negated(),
        fact.confidence(),
        fact.validity(),
        NOW.minusSeconds(1),
        Optional.empty(),
        0.5,
        provenance);
  }

  private static Entity entity(String name) {
    return new Entity(NodeId.entity(DATASET, name), name, "thing", "");
  }
}
