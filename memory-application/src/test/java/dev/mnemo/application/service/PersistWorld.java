package dev.mnemo.application.service;

import static dev.mnemo.application.service.World.ALICE;
import static dev.mnemo.application.service.World.MAIN;
import static dev.mnemo.application.service.World.TALK;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.NewTurn;
import dev.mnemo.application.port.in.PersistReport;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.PersistedSession;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.IfEnded;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Entity;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.testkit.fake.FakeExtractor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** A world with sessions to persist, and a look at what came of them. */
final class PersistWorld {

  static final DatasetId DATASET = DatasetId.of(ALICE.user(), MAIN);
  private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");

  final World world = new World();

  /** What was paid for, passage by passage. */
  final List<String> paid = new CopyOnWriteArrayList<>();

  private int said;

  PersistWorld() {
    world.remember(ALICE, MAIN, "Carol knows Dave.");
    world.extractor = paidExtractor();
  }

  private KnowledgeExtractor paidExtractor() {
    FakeExtractor extractor = new FakeExtractor();
    return passage -> {
      paid.add(passage.text());
      Extraction found = extractor.extract(passage);
      return new Extraction(
          found.entities(),
          found.facts(),
          found.summary(),
          found.extractor(),
          new Usage(10, 5, Optional.empty(), false));
    };
  }

  QAEntry say(String question, String answer) {
    return say(ALICE, TALK, question, answer, GraphElementIds.NONE);
  }

  QAEntry say(
      UserScope scope, SessionId session, String question, String answer, GraphElementIds used) {
    said++;
    return world
        .useCases()
        .recordTurn()
        .record(
            scope,
            session,
            new NewTurn(
                Optional.of(new EntryId("e%04d".formatted(said))),
                Optional.of(MORNING.plus(Duration.ofMinutes(said))),
                question,
                answer,
                "",
                used,
                Usage.NONE,
                Metadata.NONE),
            IfEnded.REJECT);
  }

  PersistedSession persist() {
    return persist(SessionSelection.of(TALK)).sessions().getFirst();
  }

  PersistReport persist(SessionSelection sessions) {
    return world
        .useCases()
        .persistSessions()
        .persist(ALICE, new PersistRequest(sessions, DatasetRef.DEFAULT), Progress.NONE);
  }

  List<DocumentContent> documents() {
    return world.fakeGraph.documents(
        new DocumentQuery(DATASET, ALICE.user(), Optional.empty(), Optional.empty(), 1_000));
  }

  List<Evidence.OfFact> facts() {
    Set<NodeId> entities = new HashSet<>();
    for (DocumentContent document : documents()) {
      document.entities().stream().map(Entity::id).forEach(entities::add);
    }
    return Facts.about(world.fakeGraph, ALICE, DATASET, entities);
  }

  /** All that a dataset holds, but for when it became known here. */
  record Snapshot(GraphCounts counts, List<DocumentContent> documents, Set<String> facts) {}

  Snapshot snapshot() {
    Set<String> facts = new TreeSet<>();
    for (Evidence.OfFact fact : facts()) {
      facts.add(
          "%s | %s | %s %s %s | %s | %s"
              .formatted(
                  fact.id(),
                  fact.statement(),
                  fact.validity(),
                  fact.negated(),
                  fact.weight(),
                  new TreeSet<>(fact.provenance().chunks().stream().map(NodeId::value).toList()),
                  new TreeSet<>(
                      fact.provenance().documents().stream()
                          .map(document -> document.id().value())
                          .toList())));
    }
    return new Snapshot(world.fakeGraph.count(DATASET), documents(), facts);
  }
}
