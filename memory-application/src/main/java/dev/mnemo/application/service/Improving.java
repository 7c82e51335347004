package dev.mnemo.application.service;

import dev.mnemo.application.port.in.AppliedFeedback;
import dev.mnemo.application.port.in.Improve;
import dev.mnemo.application.port.in.Improved;
import dev.mnemo.application.port.in.PersistRequest;
import dev.mnemo.application.port.in.Progress;
import dev.mnemo.application.service.Persisting.Persisted;
import dev.mnemo.application.service.SessionSurvey.Surveyed;
import dev.mnemo.domain.exception.MnemoException;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.UserScope;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.port.FeedbackLedger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Persists sessions, and then makes the recorded feedback on their entries what their log says:
 * what differs is recorded, and nothing else is touched.
 */
final class Improving implements Improve {

  private static final Logger log = LoggerFactory.getLogger(Improving.class);

  private final Persisting persisting;
  private final DatasetAccess access;
  private final Sessions sessions;
  private final Shared shared;

  Improving(Persisting persisting, DatasetAccess access, Sessions sessions, Shared shared) {
    this.persisting = persisting;
    this.access = access;
    this.sessions = sessions;
    this.shared = shared;
  }

  @Override
  public Improved improve(UserScope scope, PersistRequest request, Progress progress) {
    return improve(scope, request, Watch.of(progress));
  }

  Improved improve(UserScope scope, PersistRequest request, Watch watch) {
    Persisted persisted = persisting.persist(scope, request, watch);
    Application application = new Application(scope);
    List<AppliedFeedback> applied = new ArrayList<>();
    for (SessionSurvey survey : persisted.surveys()) {
      if (!survey.entries().isEmpty() && watch.wanted()) {
        applied.add(application.to(survey));
      }
    }
    return new Improved(persisted.report(), applied);
  }

  /** The feedback of one run. */
  private final class Application {

    private final UserScope scope;
    private Optional<Set<DatasetId>> writable = Optional.empty();

    Application(UserScope scope) {
      this.scope = scope;
    }

    AppliedFeedback to(SessionSurvey survey) {
      long applied = 0;
      long withdrawn = 0;
      long elements = 0;
      try {
        for (EntryKey key : differing(survey)) {
          // As the log says it now, which may be long after the survey.
          Optional<QAEntry> entry = sessions.cache().findEntry(key.session(), key.entry());
          if (entry.isEmpty()) {
            continue;
          }
          Optional<Feedback> feedback = entry.get().feedback();
          elements += record(key, entry.get().turn().used(), feedback);
          applied += feedback.isPresent() ? 1 : 0;
          withdrawn += feedback.isPresent() ? 0 : 1;
        }
        return report(survey, applied, withdrawn, elements, Optional.empty());
      } catch (MnemoException e) {
        log.debug("applying the feedback of session {} failed", survey.key().session(), e);
        return report(
            survey, applied, withdrawn, elements, Optional.of(String.valueOf(e.getMessage())));
      }
    }

    /** Entries whose feedback is not what is recorded of them. */
    private List<EntryKey> differing(SessionSurvey survey) {
      Set<EntryKey> keys = new LinkedHashSet<>();
      survey.entries().forEach(entry -> keys.add(key(survey, entry)));
      Map<EntryKey, Feedback> recorded = ledger().recorded(keys);
      return survey.entries().stream()
          .filter(
              entry ->
                  !entry.feedback().equals(Optional.ofNullable(recorded.get(key(survey, entry)))))
          .map(entry -> key(survey, entry))
          .toList();
    }

    private int record(EntryKey key, GraphElementIds used, Optional<Feedback> feedback) {
      if (writable.isEmpty()) {
        writable = Optional.of(access.writable(scope));
      }
      return ledger().record(writable.get(), key, used, feedback);
    }

    private FeedbackLedger ledger() {
      return shared.stores().feedback();
    }
  }

  private static EntryKey key(SessionSurvey survey, Surveyed entry) {
    return new EntryKey(survey.key(), entry.id());
  }

  private static AppliedFeedback report(
      SessionSurvey survey, long applied, long withdrawn, long elements, Optional<String> failure) {
    return new AppliedFeedback(survey.key().session(), applied, withdrawn, elements, failure);
  }
}
