package dev.mnemo.domain.model.graph;

import dev.mnemo.domain.model.ContentHash;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.Require;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of a document, chunk, entity or summary. Derived from the dataset and what makes the thing
 * itself, so that writing it again is the same write, also from two writers at once.
 */
public record NodeId(String value) {

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  public NodeId {
    Require.identifier("node id", value, 128);
  }

  /** A document of given content: the same content twice in a dataset is one document. */
  public static NodeId document(DatasetId dataset, ContentHash content) {
    return derived("document", dataset.value(), content.value());
  }

  /** The document that a session entry becomes; an edited entry keeps it. */
  public static NodeId document(DatasetId dataset, EntryKey entry) {
    return derived(
        "entry",
        dataset.value(),
        entry.session().user().value(),
        entry.session().session().value(),
        entry.entry().value());
  }

  /** The chunk at {@code position} (0, 1, 2 …) of a document; cut otherwise, it is another. */
  public static NodeId chunk(NodeId document, int position, String text) {
    return derived("chunk", document.value(), Integer.toString(position), text);
  }

  /** The summary of a document. */
  public static NodeId summary(NodeId document) {
    return derived("summary", document.value());
  }

  /** The entity of that name, whatever its case, width or spacing. */
  public static NodeId entity(DatasetId dataset, String name) {
    String folded =
        WHITE_SPACE
            .matcher(Normalizer.normalize(name, Normalizer.Form.NFKC).strip())
            .replaceAll(" ")
            .toLowerCase(Locale.ROOT);
    return derived("entity", dataset.value(), folded);
  }

  private static NodeId derived(String... parts) {
    return new NodeId(ContentHash.of(parts).value());
  }

  @Override
  public String toString() {
    return value;
  }
}
