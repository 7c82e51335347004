package dev.mnemo.application.service;

import dev.mnemo.application.service.ChunkReader.UnreadChunk;
import dev.mnemo.domain.model.graph.Document;
import dev.mnemo.domain.model.graph.DocumentParts;
import dev.mnemo.domain.model.graph.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left to do for a document of which a part may be there.
 *
 * @param gists what the chunks say that were read earlier, by position
 * @param unread the chunks that are missing, or whose extraction has failed
 */
record DocumentPlan(
    Document document,
    boolean begun,
    boolean summarised,
    SortedMap<Integer, String> gists,
    List<UnreadChunk> unread) {

  /** The plan for a document of which nothing is there. */
  static DocumentPlan fresh(Document document, List<String> chunks) {
    return of(document, chunks, Map.of(), false, false);
  }

  /**
   * The plan to go on, with the document as it was begun; empty where what is there was cut into
   * other chunks than these.
   */
  static Optional<DocumentPlan> resumed(DocumentParts parts, List<String> chunks) {
    Set<NodeId> others = new HashSet<>(parts.gists().keySet());
    for (int i = 0; i < chunks.size(); i++) {
      others.remove(NodeId.chunk(parts.document().id(), i, chunks.get(i)));
    }
    return others.isEmpty()
        ? Optional.of(of(parts.document(), chunks, parts.gists(), true, parts.summarised()))
        : Optional.empty();
  }

  private static DocumentPlan of(
      Document document,
      List<String> chunks,
      Map<NodeId, Optional<String>> known,
      boolean begun,
      boolean summarised) {
    SortedMap<Integer, String> gists = new TreeMap<>();
    List<UnreadChunk> unread = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      NodeId chunk = NodeId.chunk(document.id(), i, chunks.get(i));
      Optional<String> gist = known.getOrDefault(chunk, Optional.empty());
      if (gist.isPresent()) {
        gists.put(i, gist.get());
      } else {
        String preceding = i == 0 ? "" : chunks.get(i - 1);
        unread.add(new UnreadChunk(i, chunks.get(i), preceding, known.containsKey(chunk)));
      }
    }
    return new DocumentPlan(document, begun, summarised, gists, unread);
  }
}
