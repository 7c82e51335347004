package dev.mnemo.testkit.broken;

import static dev.mnemo.testkit.broken.BrokenKnowledgeGraphs.mutant;
import static dev.mnemo.testkit.broken.GraphFaults.asking;
import static dev.mnemo.testkit.broken.GraphFaults.finding;
import static dev.mnemo.testkit.broken.GraphFaults.limited;
import static dev.mnemo.testkit.broken.GraphFaults.phrased;
import static dev.mnemo.testkit.broken.GraphFaults.retrieving;
import static dev.mnemo.testkit.broken.GraphFaults.showing;

import dev.mnemo.domain.exception.InvalidInputException;
import dev.mnemo.domain.model.graph.Candidate;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.graph.EvidenceId;
import dev.mnemo.domain.model.graph.RetrievalQuery;
import dev.mnemo.domain.port.KnowledgeGraph;
import dev.mnemo.testkit.contract.KnowledgeGraphContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Graphs with faults of finding by words. */
final class BrokenTexts {

  private static final Pattern SYNTAX = Pattern.compile("[^\\p{L}\\p{N} ]");

  private BrokenTexts() {}

  static List<Mutant<KnowledgeGraphContract>> all() {
    return List.of(
        mutant(
            "finds chunks only",
            g -> finding(g, (query, one) -> one.id().kind() == Evidence.Kind.CHUNK),
            "retrieveShouldFindEveryKindOfEvidenceByItsWords"),
        mutant(
            "finds something whatever the words are",
            g -> retrieving(g, (graph, query) -> orAnything(graph, query)),
            "retrieveShouldFindNothingUnderWordsThatNobodyUsed"),
        mutant(
            "finds nothing where there is syntax in the question",
            g -> finding(g, (query, one) -> !SYNTAX.matcher(question(query)).find()),
            "retrieveShouldTakeAnyCharactersAsPlainText"),
        mutant(
            "takes stars for wildcards",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        question(query).contains("*")
                            ? orAnything(graph, query)
                            : graph.retrieve(query)),
            "retrieveShouldNotTakeSyntaxForAWildcard"),
        mutant(
            "finds nothing by long questions",
            g -> finding(g, (query, one) -> question(query).length() < 8_192),
            "retrieveShouldFindByAQuestionOfAnyLength"),
        mutant(
            "refuses questions without words",
            g ->
                retrieving(
                    g,
                    (graph, query) -> {
                      if (question(query).isBlank()) {
                        throw new InvalidInputException("question", "", "ask something");
                      }
                      return graph.retrieve(query);
                    }),
            "retrieveShouldEndureQuestionsThatSayNothing"),
        mutant(
            "looks at the first phrasing only",
            g -> asking(g, query -> phrased(query, query.phrasings().stream().limit(1).toList())),
            "retrieveShouldUniteThePhrasingsAndReturnEachCandidateOnce"),
        mutant(
            "returns what two phrasings find twice",
            g ->
                retrieving(
                    g,
                    (graph, query) ->
                        query.phrasings().stream()
                            .flatMap(one -> graph.retrieve(phrased(query, List.of(one))).stream())
                            .toList()),
            "retrieveShouldUniteThePhrasingsAndReturnEachCandidateOnce"),
        mutant(
            "joins the phrasings into one question",
            g -> asking(g, query -> phrased(query, List.of(question(query)))),
            "retrieveShouldCountTheBestPhrasing"),
        mutant(
            "adds the scores of the phrasings up",
            g -> retrieving(g, BrokenTexts::added),
            "retrieveShouldCountTheBestPhrasing"),
        mutant(
            "scores every match alike",
            g -> showing(g, one -> one.scored(1, one.vectorScore())),
            "retrieveShouldScoreABetterMatchHigher"),
        mutant(
            "returns more than the limit",
            g -> asking(g, query -> limited(query, query.limit() + 1)),
            "retrieveShouldReturnAtMostTheLimitOfEachKind"),
        mutant(
            "limits all kinds together",
            g ->
                retrieving(
                    g,
                    (graph, query) -> graph.retrieve(query).stream().limit(query.limit()).toList()),
            "retrieveShouldReturnAtMostTheLimitOfEachKind"));
  }

  private static String question(RetrievalQuery query) {
    return String.join(" ", query.phrasings());
  }

  private static List<Candidate> orAnything(KnowledgeGraph graph, RetrievalQuery query) {
    List<Candidate> found = graph.retrieve(query);
    return found.isEmpty()
        ? graph.retrieve(phrased(query, List.of("engineer painter alice bob")))
        : found;
  }

  private static List<Candidate> added(KnowledgeGraph graph, RetrievalQuery query) {
    Map<EvidenceId, Candidate> sums = new LinkedHashMap<>();
    for (String phrasing : query.phrasings()) {
      for (Candidate one : graph.retrieve(phrased(query, List.of(phrasing)))) {
        sums.merge(
            one.id(),
            one,
            (sum, more) -> one.scored(sum.textScore() + more.textScore(), one.vectorScore()));
      }
    }
    return List.copyOf(sums.values());
  }
}
