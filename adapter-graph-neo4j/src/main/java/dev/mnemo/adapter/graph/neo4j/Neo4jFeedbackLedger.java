package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.port.FeedbackLedger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Values;

/** The feedback and what it rates, and the weights of the rated nodes. */
final class Neo4jFeedbackLedger implements FeedbackLedger {

  private final Neo4jConnection connection;

  Neo4jFeedbackLedger(Neo4jConnection connection) {
    this.connection = connection;
  }

  @Override
  public int record(
      Set<DatasetId> datasets,
      EntryKey entry,
      GraphElementIds elements,
      Optional<Feedback> feedback) {
    List<String> among = datasets.stream().map(DatasetId::value).sorted().toList();
    List<String> ids =
        Stream.concat(elements.nodeIds().stream(), elements.edgeIds().stream())
            .distinct()
            .sorted()
            .toList();
    return connection.use(store -> store.write(tx -> record(entry, among, ids, feedback, tx)));
  }

  private static int record(
      EntryKey entry,
      List<String> among,
      List<String> ids,
      Optional<Feedback> feedback,
      Transaction tx) {
    Map<String, Object> of = new HashMap<>(Map.of("entry", Documents.indexed(entry)));
    of.put("datasets", among);
    tx.change(FeedbackCypher.LOCK_ENTRY, of);
    Set<Weights.Element> rated = new HashSet<>();
    if (feedback.isPresent()) {
      elements(FeedbackCypher.HELD, Map.of("datasets", among, "elements", ids), tx)
          .forEach(rated::add);
    }
    Set<Weights.Element> touched = new HashSet<>(rated);
    elements(FeedbackCypher.RATED, of, tx).forEach(touched::add);

    Map<Weights.Element, Double> before = Weights.lock(touched, tx);
    tx.change(FeedbackCypher.UNRATE, of);
    if (feedback.isPresent()) {
      of.put("score", feedback.get().score());
      of.put("place", place(entry));
      of.putAll(Weights.rows(rated));
      tx.change(FeedbackCypher.RATE, of);
      of.put("properties", properties(entry, feedback.get()));
      tx.change(FeedbackCypher.RECORD, of);
    } else {
      tx.change(FeedbackCypher.REMOVE, of);
    }
    return Weights.renew(before, tx);
  }

  @Override
  public Map<EntryKey, Feedback> recorded(Set<EntryKey> entries) {
    Map<String, EntryKey> byIndexed = Documents.indexed(entries);
    Map<EntryKey, Feedback> found = new HashMap<>();
    Map<String, Object> parameters = Map.of("entries", List.copyOf(byIndexed.keySet()));
    for (Record row : connection.use(store -> store.read(FeedbackCypher.RECORDED, parameters))) {
      found.put(
          byIndexed.get(row.get("entry").asString()),
          new Feedback(row.get("score").asInt(), row.get("text").asString()));
    }
    return Map.copyOf(found);
  }

  @Override
  public long forget(SessionKey session, Optional<EntryId> entry, ForgetMode mode) {
    return forget(session.user(), Optional.of(session.session().value()), entry, mode);
  }

  @Override
  public long forget(UserId user, ForgetMode mode) {
    return forget(user, Optional.empty(), Optional.empty(), mode);
  }

  private long forget(
      UserId user, Optional<String> session, Optional<EntryId> entry, ForgetMode mode) {
    Map<String, Object> which =
        Map.of(
            "user", user.value(),
            "session", session.map(Values::value).orElse(Values.NULL),
            "entryId", entry.map(one -> Values.value(one.value())).orElse(Values.NULL));
    return connection.use(
        store -> {
          List<String> entries =
              store.read(FeedbackCypher.OF_SESSION, which).stream()
                  .map(row -> row.get("entry").asString())
                  .toList();
          entries.forEach(one -> store.write(mode, tx -> forget(one, tx)));
          return (long) entries.size();
        });
  }

  private static int forget(String entry, Transaction tx) {
    Map<String, Object> everywhere = Map.of("entry", entry, "datasets", Values.NULL);
    tx.change(FeedbackCypher.LOCK_ENTRY, everywhere);
    Map<Weights.Element, Double> before =
        Weights.lock(elements(FeedbackCypher.RATED, everywhere, tx), tx);
    tx.change(FeedbackCypher.UNRATE, everywhere);
    tx.change(FeedbackCypher.REMOVE, everywhere);
    return Weights.renew(before, tx);
  }

  private static List<Weights.Element> elements(
      String cypher, Map<String, Object> parameters, Transaction tx) {
    return tx.run(cypher, parameters).stream().map(Weights.Element::of).toList();
  }

  private static Map<String, Object> properties(EntryKey entry, Feedback feedback) {
    return Map.of(
        "user", entry.session().user().value(),
        "session", entry.session().session().value(),
        "entryId", entry.entry().value(),
        "score", feedback.score(),
        "text", feedback.text());
  }

  /** By which the ratings of one element are in order. */
  private static List<String> place(EntryKey entry) {
    return List.of(
        entry.entry().value(), entry.session().user().value(), entry.session().session().value());
  }
}
