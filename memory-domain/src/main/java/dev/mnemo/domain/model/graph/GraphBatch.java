package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Require;
import dev.mnemo.domain.model.SessionClaim;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one transaction writes to one dataset. Whole in itself: every chunk's and summary's
 * document, every fact's chunks and entities, and every entity mentioned by a chunk are in the
 * batch. A document may be written in several batches, each of which names it: some of its chunks
 * at a time, its summary in the last.
 *
 * @param mentions which chunk names which entity
 * @param facts one that several chunks state may be there several times, and shows what the first
 *     says
 * @param under the claim to the session that its entries are of; empty for what no session holds
 * @param at when this became known here, the {@code created_at} of its facts
 */
public record GraphBatch(
    DatasetId dataset,
    List<Document> documents,
    List<Chunk> chunks,
    List<Entity> entities,
    List<Mention> mentions,
    List<Fact> facts,
    List<Summary> summaries,
    Optional<SessionClaim> under,
    Instant at) {

  /** An entity named in a chunk. */
  public record Mention(NodeId chunk, NodeId entity) {
    public Mention {
      Require.present("chunk id", chunk);
      Require.present("entity id", entity);
    }
  }

  public GraphBatch {
    Require.present("dataset id", dataset);
    documents = List.copyOf(Require.present("documents", documents));
    chunks = List.copyOf(Require.present("chunks", chunks));
    entities = List.copyOf(Require.present("entities", entities));
    mentions = List.copyOf(Require.present("mentions", mentions));
    facts = List.copyOf(Require.present("facts", facts));
    summaries = List.copyOf(Require.present("summaries", summaries));
    Require.present("claim", under);
    Require.present("at", at);

    if (under.isPresent()) {
      requireHeld(documents, under.get());
    }
    Set<NodeId> known = new HashSet<>();
    documents.forEach(document -> known.add(document.id()));
    chunks.forEach(chunk -> in(known, chunk.document(), "the document of a chunk"));
    summaries.forEach(summary -> in(known, summary.document(), "the document of a summary"));
    chunks.forEach(chunk -> known.add(chunk.id()));
    entities.forEach(entity -> known.add(entity.id()));
    for (Mention mention : mentions) {
      in(known, mention.chunk(), "the chunk of a mention");
      in(known, mention.entity(), "the entity of a mention");
    }
    for (Fact fact : facts) {
      in(known, fact.subject(), "the subject of a fact");
      in(known, fact.object(), "the object of a fact");
      fact.statedBy().forEach(chunk -> in(known, chunk, "the chunk stating a fact"));
    }
  }

  /** This, written only while {@code claim} stands. */
  public GraphBatch under(SessionClaim claim) {
    return new GraphBatch(
        dataset, documents, chunks, entities, mentions, facts, summaries, Optional.of(claim), at);
  }

  private static void requireHeld(List<Document> documents, SessionClaim claim) {
    for (Document document : documents) {
      if (document.source() instanceof Source.SessionEntry(EntryKey entry, long sequence)
          && !entry.session().equals(claim.session())) {
        throw new InvalidInputException(
            "the entry of a document", entry, "claim its session, or write it in another batch");
      }
    }
  }

  private static void in(Set<NodeId> known, NodeId id, String role) {
    if (!known.contains(id)) {
      throw new InvalidInputException(role, id, "add it to the same batch");
    }
  }
}
