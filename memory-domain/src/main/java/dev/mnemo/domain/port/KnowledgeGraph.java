package dev.mnemo.domain.port;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.ForgetMode;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DocumentContent;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.DocumentQuery;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.FactId;
import dev.mnemo.domain.model.graph.GraphBatch;
import dev.mnemo.domain.model.graph.GraphCounts;
import dev.mnemo.domain.model.graph.GraphView;
import dev.mnemo.domain.model.graph.NodeId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.model.graph.WriteReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of the knowledge graph. It does not decide who may read what: callers pass the
 * datasets that a user scope permits, and nothing outside them is ever read or changed. Inside them
 * it keeps what came from one user's sessions from all others.
 *
 * <p>All methods throw {@link dev.mnemo.domain.exception.BackendUnavailableException} while the
 * backend cannot be used.
 */
public interface KnowledgeGraph {

  /**
   * Writes a batch in one transaction: all of it or nothing. Chunks that are there stay as they
   * are, and those that are missing are added with what they mention and state; so are the mentions
   * and facts of a chunk that had no gist and now has one. A summary takes the place of an earlier
   * one. Hence writing the same batch again changes nothing, also from several writers at once. A
   * document that is there with another content hash is replaced, together with what only it
   * supported.
   *
   * <p>Facts of one subject and slot end each other as {@link
   * dev.mnemo.domain.model.graph.Timeline} says; what an entity and a fact show comes from the
   * earliest documents that tell it. Hence the order in which batches arrive does not matter.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if the embeddings come from another model
   *     than those already indexed, or if the claim that the batch is under was lost
   */
  WriteReport write(GraphBatch batch);

  /**
   * How much of a document is there; empty where there is nothing of it, or one with another
   * content hash.
   */
  Optional<DocumentParts> parts(DatasetId dataset, NodeId document, ContentHash content);

  /** Which of these entries a dataset holds, with the content hash that each was written with. */
  Map<EntryKey, ContentHash> persisted(DatasetId dataset, Set<EntryKey> entries);

  /**
   * Candidates for a question, each once, in no promised order; any characters are plain text.
   * Recall inside a small dataset does not suffer from large ones beside it. The words find a turn
   * of a conversation also by what was said before it and, as far as the query tells that they name
   * who speaks, by who spoke. Words that only a document says that the view does not show find
   * nothing.
   *
   * @throws dev.mnemo.domain.exception.ConflictException if the query's embedding comes from
   *     another model than those indexed
   */
  List<Candidate> retrieve(RetrievalQuery query);

  /**
   * The words of a text, as they stand there, that begin with a capital and are the name of
   * somebody who speaks in the conversations that the view shows, or a whole word of it; names of
   * roles too, where no other is known. Of a long text the first such words are told.
   */
  Set<String> speakers(GraphView view, String text);

  /**
   * These pieces of evidence, in no promised order, without those that are not there or not seen
   * any more. What they say and where it comes from is what the documents tell that the view shows.
   */
  List<Evidence> describe(GraphView view, Set<EvidenceId> chosen);

  /** At most {@code limit} facts whose subject or object is one of the entities. */
  List<Evidence.OfFact> factsAbout(GraphView view, Set<NodeId> entities, int limit);

  /** The chunks that state these facts; facts that a dataset does not hold are left out. */
  Map<FactId, Set<NodeId>> statements(DatasetId dataset, Set<FactId> facts);

  /** A page of documents with what each of them tells. */
  List<DocumentContent> documents(DocumentQuery query);

  /** What a dataset holds. */
  GraphCounts count(DatasetId dataset);

  /**
   * Removes documents and what only they supported; shared nodes and facts stay and lose their
   * share. Absent documents are no error.
   */
  GraphCounts forget(DatasetId dataset, Set<NodeId> documents, ForgetMode mode);

  /**
   * Removes the documents of a session's entries from all datasets, as {@link #forget} does.
   *
   * @param entry to remove those of one entry alone
   * @return what went, by dataset; none where nothing did
   */
  Map<DatasetId, GraphCounts> forgetEntries(
      SessionKey session, Optional<EntryId> entry, ForgetMode mode);

  /** As above, for all sessions of a user, those included that are in no log any more. */
  Map<DatasetId, GraphCounts> forgetEntries(UserId user, ForgetMode mode);

  /** Removes all content of a dataset. */
  GraphCounts forgetAll(DatasetId dataset, ForgetMode mode);
}
