package dev.mnemo.application.service;

import dev.mnemo.application.port.in.DatasetRef;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.SessionSelection;
import dev.mnemo.domain.exception.CorruptedDataException;
import dev.mnemo.domain.model.Metadata;
import dev.mnemo.domain.model.SessionId;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as a job keeps it: its dataset, and its sessions or the word that all are meant. */
final class JobArguments {

  private static final String DATASET = "dataset";
  private static final String OWNER = "owner";
  private static final String SESSIONS = "sessions";
  private static final String ALL = "all";
  private static final String NAMED = "named";
  private static final String SESSION = "session.";

  private JobArguments() {}

  static Metadata of(PersistRequest request) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(DATASET, request.dataset().name().value());
    request.dataset().owner().ifPresent(owner -> values.put(OWNER, owner.value()));
    switch (request.sessions()) {
      case SessionSelection.All all -> values.put(SESSIONS, ALL);
      case SessionSelection.Named(List<SessionId> sessions) -> {
        values.put(SESSIONS, NAMED);
        for (int i = 0; i < sessions.size(); i++) {
          values.put(SESSION + i, sessions.get(i).value());
        }
      }
    }
    return new Metadata(values);
  }

  /**
   * @throws CorruptedDataException if they are not what {@link #of} made
   */
  static PersistRequest read(Metadata arguments) {
    Map<String, String> values = arguments.values();
    try {
      return new PersistRequest(
          sessions(values),
          new DatasetRef(
              Optional.ofNullable(values.get(OWNER)).map(UserId::new),
              new DatasetName(required(values, DATASET))));
    } catch (RuntimeException e) {
      throw new CorruptedDataException(
          "a job's arguments cannot be read", "they stay in the job; submit it again", e);
    }
  }

  private static SessionSelection sessions(Map<String, String> values) {
    if (required(values, SESSIONS).equals(ALL)) {
      return new SessionSelection.All();
    }
    List<SessionId> sessions = new ArrayList<>();
    for (int i = 0; values.containsKey(SESSION + i); i++) {
      sessions.add(new SessionId(required(values, SESSION + i)));
    }
    return new SessionSelection.Named(sessions);
  }

  private static String required(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no '" + name + "' among them"));
  }
}
