package dev.mnemo.domain.port;

import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.graph.DatasetId;
import java.util.Optional;
import java.util.Set;

/**
 * The weights that feedback gives to graph elements. An element's weight is a function of the
 * feedback recorded for it, {@code w ← clip(w + α(r − w))} in the order of first recording, from
 * 0.5 with α = 0.1; so replacing or removing feedback undoes its effect exactly.
 */
public interface FeedbackLedger {

  /**
   * Records what an entry's feedback says of the elements it used, in place of what it said before.
   *
   * @param datasets where elements may be changed
   * @param feedback empty to take the earlier one back
   * @return how many elements changed their weight
   */
  int record(
      Set<DatasetId> datasets,
      EntryKey entry,
      GraphElementIds elements,
      Optional<Feedback> feedback);
}
