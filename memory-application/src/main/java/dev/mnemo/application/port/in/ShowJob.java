package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.Job;
import dev.mnemo.domain.model.UserScope;

/** Reads a job. */
public interface ShowJob {

  /**
   * The job as it stands now; {@code INTERRUPTED} while its worker has vanished and no other has
   * taken it. Its report is JSON: {@code {"error": …}} where it came to nothing, else
   *
   * <pre>{@code
   * {"dataset": …,
   *  "sessions": [{"session_id": …, "outcome": "done|unknown|incomplete|failed|busy",
   *    "persisted": n, "already_there": n, "failed": [{"qa_id": …, "reason": …}], "left": n,
   *    "nodes": n, "facts": n,
   *    "usage": {"tokens_in": n, "tokens_out": n, "cost_usd": n or null, "estimated": …},
   *    "reason": … or null}],
   *  "feedback": [{"session_id": …, "applied": n, "withdrawn": n, "elements": n,
   *    "error": … or null}]}
   * }</pre>
   *
   * without {@code feedback} where only persisting was asked for.
   *
   * @throws dev.mnemo.domain.exception.NotFoundException if the caller has no such job
   */
  Job show(UserScope scope, String id);
}
