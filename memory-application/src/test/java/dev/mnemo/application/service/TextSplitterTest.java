package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextSplitterTest {

  private static final TextSplitter TWENTY = new TextSplitter(20);

  @Test
  void aShortTextShouldBeOneChunk() {
    assertThat(TWENTY.split(" Alice moved to Paris.\n\nShe works there. \n"))
        .containsExactly("Alice moved to Paris.\n\nShe works there.");
  }

  @Test
  void paragraphsShouldStayWholeWhereTheyFit() {
    String first = sentence(12);
    String second = sentence(13);

    assertThat(TWENTY.split(first + "\n\n" + second)).containsExactly(first, second);
  }

  @Test
  void aLongParagraphShouldBeCutBetweenSentences() {
    String first = sentence(15);
    String second = sentence(4);
    String third = sentence(9);

    assertThat(TWENTY.split(first + " " + second + " " + third))
        .containsExactly(first + " " + second, third);
  }

  @Test
  void aLongSentenceShouldBeCutBetweenWords() {
    assertThat(TWENTY.split(sentence(45)))
        .hasSize(3)
        .allSatisfy(chunk -> assertThat(chunk.split("\\s+")).hasSizeLessThanOrEqualTo(20));
  }

  @Test
  void aHeadingShouldOpenAChunkAndStayWithItsSection() {
    assertThat(TWENTY.split("Before.\n# Paris\n\nIt is a city.\n## Food\nBread.\n"))
        .containsExactly("Before.", "# Paris\n\nIt is a city.", "## Food\nBread.");
  }

  @Test
  void aHeadingShouldStayWithTheFirstSentencesOfASectionThatIsTooLong() {
    String heading = "# The city of Paris";
    String first = sentence(10);
    String second = sentence(10);

    assertThat(TWENTY.split(heading + "\n\n" + first + " " + second))
        .containsExactly(heading + "\n\n" + first, second);
  }

  @Test
  void headingsInARowShouldStayTogether() {
    assertThat(TWENTY.split("Title\n=====\n\n## Part\n\nText.")).hasSize(1);
  }

  @Test
  void aCommentInFencedCodeShouldBeNoHeading() {
    assertThat(TWENTY.split("Run:\n```\n# not a heading\nmake\n```\nDone.")).hasSize(1);
  }

  @Test
  void linesOfAListWithoutPunctuationShouldBeCutBetweenLines() {
    String list =
        IntStream.range(0, 12)
            .mapToObj(i -> "- point %d of list".formatted(i))
            .collect(Collectors.joining("\n"));

    assertThat(TWENTY.split(list)).allSatisfy(chunk -> assertThat(chunk).startsWith("- point"));
  }

  @Test
  void scriptsWithoutSpacesShouldKeepTheLimitToo() {
    assertThat(TWENTY.split("東京は日本の首都です".repeat(10)))
        .hasSizeGreaterThan(4)
        .allSatisfy(chunk -> assertThat(chunk.length()).isLessThanOrEqualTo(20));
  }

  @Test
  void aWordWithoutEndShouldNotEscapeTheLimit() {
    assertThat(TWENTY.split("x".repeat(100_000)))
        .allSatisfy(chunk -> assertThat(chunk.length()).isLessThanOrEqualTo(20 * 32));
  }

  @Test
  void aSurrogatePairShouldNotBeCut() {
    List<String> chunks = TWENTY.split("😀".repeat(2_000));

    assertThat(chunks)
        .allSatisfy(chunk -> assertThat(Character.isLowSurrogate(chunk.charAt(0))).isFalse());
    assertThat(String.join("", chunks)).isEqualTo("😀".repeat(2_000));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void nothingButWhiteSpaceShouldBeLostAndNoChunkBeBlankOrTooLong(String text) {
    List<String> chunks = new TextSplitter(25).split(text);

    assertThat(withoutSpace(String.join("", chunks))).isEqualTo(withoutSpace(text));
    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(chunk).isNotBlank();
              assertThat(chunk.split("[\\s\\u2028]+")).hasSizeLessThanOrEqualTo(25);
            });
    assertThat(new TextSplitter(25).split(text)).isEqualTo(chunks);
  }

  static Stream<String> texts() {
    List<String> parts =
        List.of(
            "word",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "# head ",
            "\n## sub\n",
            "```\n",
            ". ",
            "! Yes. ",
            "東京。",
            "😀",
            "\t",
            "a-very-long-word-that-goes-on-and-on-and-on-without-any-space ",
            "- item\n",
            "===\n",
            "---\n",
            "Dr. Who said: \"no.\" ",
            "\u00a0",
            "\u2028",
            "é");
    Random random = new Random(42);
    return IntStream.range(0, 200)
        .mapToObj(
            i ->
                random
                    .ints(random.nextInt(1, 400), 0, parts.size())
                    .mapToObj(parts::get)
                    .collect(Collectors.joining("", "x", "")));
  }

  private static String withoutSpace(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String sentence(int words) {
    return IntStream.range(1, words).mapToObj(i -> "W" + i).collect(Collectors.joining(" "))
        + " end.";
  }
}
