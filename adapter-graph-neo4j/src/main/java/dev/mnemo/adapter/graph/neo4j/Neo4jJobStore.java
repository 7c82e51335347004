package dev.mnemo.adapter.graph.neo4j;

import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.port.JobStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The jobs, each a node that is locked before it is looked at what became of it. */
final class Neo4jJobStore implements JobStore {

  private final Neo4jConnection connection;

  Neo4jJobStore(Neo4jConnection connection) {
    this.connection = connection;
  }

  @Override
  public void submit(Job job) {
    change(JobCypher.SUBMIT, job);
  }

  @Override
  public Optional<Job> claim(Instant now, Instant leaseUntil) {
    while (true) {
      Optional<String> next =
          connection.use(
              store ->
                  store.read(JobCypher.NEXT, Map.of("now", Times.of(now))).stream()
                      .findFirst()
                      .map(row -> row.get("id").asString()));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Optional<Job> claimed =
          locked(
              next.get(),
              job ->
                  job.isWaiting(now)
                      ? Optional.of(job.claimed(now, leaseUntil))
                      : Optional.empty());
      if (claimed.isPresent()) {
        return claimed;
      }
    }
  }

  @Override
  public boolean update(Job claimed, Job changed) {
    // What is there already was stored by this call, before its answer was lost.
    return locked(
            claimed.id(),
            job ->
                job.equals(claimed) || job.equals(changed)
                    ? Optional.of(changed)
                    : Optional.empty())
        .isPresent();
  }

  @Override
  public Optional<Job> cancel(UserId user, String id, Instant now) {
    return locked(
        id,
        job -> {
          if (!job.user().equals(user)) {
            return Optional.empty();
          }
          return Optional.of(job.state().isOver() ? job : job.cancelled(now));
        });
  }

  @Override
  public Optional<Job> find(UserId user, String id) {
    Map<String, Object> parameters = Map.of("id", id, "user", user.value());
    return connection.use(
        store ->
            store.read(JobCypher.FIND, parameters).stream().findFirst().map(Neo4jJobStore::job));
  }

  @Override
  public List<Job> list(UserId user, int limit) {
    Map<String, Object> parameters = Map.of("user", user.value(), "limit", limit);
    return connection.use(
        store -> store.read(JobCypher.LIST, parameters).stream().map(Neo4jJobStore::job).toList());
  }

  @Override
  public long forget(UserId user, ForgetMode mode) {
    return connection.use(
        store ->
            store.write(
                mode,
                tx -> tx.change(JobCypher.FORGET, Map.of("user", user.value())).nodesDeleted()));
  }

  /** Stores what {@code next} makes of a job, if anything, while nobody else can. */
  private Optional<Job> locked(String id, Function<Job, Optional<Job>> next) {
    return connection.use(
        store ->
            store.write(
                tx -> {
                  Optional<Job> changed =
                      tx.run(JobCypher.LOCK, Map.of("id", id)).stream()
                          .findFirst()
                          .map(Neo4jJobStore::job)
                          .flatMap(next);
                  changed.ifPresent(job -> tx.change(JobCypher.STORE, parameters(job)));
                  return changed;
                }));
  }

  private void change(String cypher, Job job) {
    connection.use(store -> store.write(tx -> tx.change(cypher, parameters(job))));
  }

  private static Map<String, Object> parameters(Job job) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("id", job.id());
    properties.put("user", job.user().value());
    properties.put("kind", job.kind());
    properties.put("arguments", Attached.properties(job.arguments()));
    properties.put("state", job.state().name());
    properties.put("attempts", job.attempts());
    properties.put("done", job.done());
    properties.put("total", job.total());
    properties.put("createdAt", Times.of(job.createdAt()));
    properties.put("changedAt", Times.of(job.changedAt()));
    job.report().ifPresent(report -> properties.put("report", report));
    job.leaseUntil().ifPresent(until -> properties.put("leaseUntil", Times.of(until)));
    if (!job.state().isOver()) {
      properties.put("open", true);
    }
    return Map.of("id", job.id(), "properties", properties);
  }

  private static Job job(Record row) {
    Value node = row.get("j");
    return new Job(
        node.get("id").asString(),
        new UserId(node.get("user").asString()),
        node.get("kind").asString(),
        Attached.metadata(node.get("arguments")),
        Job.State.valueOf(node.get("state").asString()),
        node.get("attempts").asInt(),
        node.get("done").asLong(),
        node.get("total").asLong(),
        node.get("report").isNull() ? Optional.empty() : Optional.of(node.get("report").asString()),
        Times.instant(node.get("createdAt")),
        Times.instant(node.get("changedAt")),
        node.get("leaseUntil").isNull()
            ? Optional.empty()
            : Optional.of(Times.instant(node.get("leaseUntil"))));
  }
}
