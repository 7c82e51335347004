package dev.mnemo.domain.port;

import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.GraphElementIds;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The weights that feedback gives to graph elements. An element's weight is a function of the
 * feedback recorded for it, {@code w ← clip(w + α(r − w))} from 0.5 with α = 0.1, in the order of
 * the entries' ids, which is that of their making. So replacing or removing feedback undoes its
 * effect exactly, whatever else was recorded meanwhile, and an element that was forgotten and is
 * written again has the weight it had.
 */
public interface FeedbackLedger {

  /**
   * Records what an entry's feedback says of the elements it used, in place of what it said before.
   * Elements that are in none of the datasets are left out.
   *
   * @param datasets where elements may be changed, now as well as by what is replaced
   * @param feedback empty to take the earlier one back
   * @return how many elements changed their weight
   */
  int record(
      Set<DatasetId> datasets,
      EntryKey entry,
      GraphElementIds elements,
      Optional<Feedback> feedback);

  /** What was last recorded of these entries; those without feedback are left out. */
  Map<EntryKey, Feedback> recorded(Set<EntryKey> entries);

  /**
   * Takes all feedback of a session back, in all datasets; how many entries had some.
   *
   * @param entry to take back that of one entry alone
   */
  long forget(SessionKey session, Optional<EntryId> entry, ForgetMode mode);

  /** Takes all feedback of one user back, in all datasets; how many entries had some. */
  long forget(UserId user, ForgetMode mode);
}
