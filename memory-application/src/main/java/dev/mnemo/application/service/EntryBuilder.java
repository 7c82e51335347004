package dev.mnemo.application.service;

import dev.mnemo.application.service.EntryReader.ReadEntry;
import dev.mnemo.application.service.EntryReader.Reading;
import dev.mnemo.application.service.EntryText.Passage;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionClaim;
import dev.mnemo.domain.model.graph.Chunk;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Fact;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphBatch.Mention;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.NodeSet;
import dev.mnemo.domain.model.graph.Source;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Extraction.FoundEntity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The second step of persisting: builds the graph of some entries, each a document of its own that
 * is written whole, with everything it states.
 */
final class EntryBuilder {

  private final DatasetId dataset;
  private final Findings findings;
  private final Repetition repetition;
  private final List<Document> documents = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final Map<NodeId, Entity> entities = new LinkedHashMap<>();
  private final Set<Mention> mentions = new LinkedHashSet<>();
  private final List<Fact> facts = new ArrayList<>();

  EntryBuilder(DatasetId dataset, Slots slots, Repetition repetition) {
    this.dataset = dataset;
    this.findings = new Findings(dataset, slots);
    this.repetition = repetition;
  }

  void add(ReadEntry read) {
    QAEntry entry = read.entry();
    EntryKey key = new EntryKey(entry.session(), entry.id());
    NodeId document = NodeId.document(dataset, key);
    documents.add(
        new Document(
            document,
            new Source.SessionEntry(key, entry.sequence()),
            EntryText.content(entry),
            entry.time(),
            Set.of(NodeSet.USER_SESSIONS)));
    Map<Passage, NodeId> ids = new LinkedHashMap<>();
    Map<Passage, String> gists = gists(read.readings());
    for (int i = 0; i < read.passages().size(); i++) {
      Passage passage = read.passages().get(i);
      NodeId id = NodeId.chunk(document, passage.position(), passage.text());
      ids.put(passage, id);
      chunks.add(
          new Chunk(
              id,
              document,
              passage.position(),
              passage.text(),
              Optional.of(passage.spoken()),
              read.embeddings().get(i),
              Optional.of(gists.getOrDefault(passage, ""))));
    }
    Set<FactId> stated = new HashSet<>();
    read.readings().forEach(reading -> add(entry, reading, ids, stated));
  }

  private void add(QAEntry entry, Reading reading, Map<Passage, NodeId> ids, Set<FactId> stated) {
    Extraction extraction = reading.extraction();
    for (FoundEntity found : extraction.entities()) {
      Entity entity = findings.entity(found);
      entities.merge(entity.id(), entity, Findings::merged);
      naming(reading.passages(), found.name(), ids)
          .forEach(chunk -> mentions.add(new Mention(chunk, entity.id())));
    }
    List<FoundFact> found = extraction.facts();
    for (int i = 0; i < found.size(); i++) {
      FoundFact one = found.get(i);
      if (!repetition.repeats(entry, one) && stated.add(Findings.id(dataset, one))) {
        facts.add(
            findings.fact(
                one,
                extraction.extractor(),
                naming(reading.passages(), one.object(), ids),
                reading.facts().get(i)));
      }
    }
  }

  /** The chunks that name something, or else all that were read together. */
  private static Set<NodeId> naming(List<Passage> passages, String name, Map<Passage, NodeId> ids) {
    List<Passage> named =
        passages.stream().filter(passage -> Names.isIn(passage.text(), name)).toList();
    return (named.isEmpty() ? passages : named)
        .stream().map(ids::get).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  // What was read together was said once, so one of the passages tells it.
  private static Map<Passage, String> gists(List<Reading> readings) {
    Map<Passage, String> gists = new LinkedHashMap<>();
    readings.forEach(
        reading -> gists.put(reading.passages().getFirst(), reading.extraction().summary()));
    return gists;
  }

  GraphBatch build(SessionClaim under, Instant at) {
    return new GraphBatch(
        dataset,
        documents,
        chunks,
        List.copyOf(entities.values()),
        List.copyOf(mentions),
        facts,
        List.of(),
        Optional.of(under),
        at);
  }
}
