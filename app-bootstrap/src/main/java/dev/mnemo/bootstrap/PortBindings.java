package dev.mnemo.bootstrap;

import com.google.inject.Binding;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.port.DatasetCatalog;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.domain.port.EmbeddingIndex;
import dev.mnemo.domain.port.FeedbackLedger;
import dev.mnemo.domain.port.JobStore;
import dev.mnemo.domain.port.KnowledgeExtractor;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.domain.port.Reranker;
import dev.mnemo.domain.port.SessionCache;
import dev.mnemo.domain.port.SessionClaims;
import dev.mnemo.domain.port.UsageLedger;
import dev.mnemo.domain.port.UserDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which modules bind which port, told in words that name the port and the places. */
final class PortBindings {

  private static final List<Class<?>> NEEDED =
      List.of(
          KnowledgeGraph.class,
          DatasetCatalog.class,
          LanguageModel.class,
          KnowledgeExtractor.class,
          QuestionRewriter.class);

  // What mnemo can do without: memory of sessions, what was spent, vectors, a second judgement of
  // what was found, another model for vectors, jobs, users, feedback.
  private static final List<Class<?>> OPTIONAL =
      List.of(
          SessionCache.class,
          UsageLedger.class,
          Embedder.class,
          Reranker.class,
          EmbeddingIndex.class,
          JobStore.class,
          UserDirectory.class,
          FeedbackLedger.class,
          SessionClaims.class);

  private PortBindings() {}

  /**
   * The modules' bindings as one module, each port bound as often as it must be.
   *
   * @throws InvalidInputException if a needed port is bound by none, or any by two of them
   */
  static Module checked(List<Module> adapters) {
    List<Element> elements = Elements.getElements(adapters);
    List<String> faults = new ArrayList<>();
    NEEDED.forEach(port -> check(port, places(elements, port), 1, faults));
    OPTIONAL.forEach(port -> check(port, places(elements, port), 0, faults));
    if (!faults.isEmpty()) {
      throw new InvalidInputException(
          "list of modules",
          adapters.stream()
              .map(module -> module.getClass().getName())
              .collect(Collectors.joining(", ")),
          String.join("; ", faults));
    }
    return Elements.getModule(elements);
  }

  private static void check(Class<?> port, List<String> places, int least, List<String> faults) {
    if (places.size() < least) {
      faults.add("add a module that binds %s, which none of them does".formatted(port.getName()));
    } else if (places.size() > 1) {
      faults.add(
          "leave out all but one of the modules that bind %s: %s"
              .formatted(port.getName(), String.join(" and ", places)));
    }
  }

  private static List<String> places(List<Element> elements, Class<?> port) {
    return elements.stream()
        .filter(
            element ->
                element instanceof Binding<?> binding && binding.getKey().equals(Key.get(port)))
        .map(element -> String.valueOf(element.getSource()))
        .toList();
  }
}
