package dev.mnemo.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void aNameShouldBeFoundWhateverItsCaseWidthOrSpacing() {
    assertThat(Names.isIn("She went to NEW  York, then home.", "New York")).isTrue();
    assertThat(Names.isIn("Ｐａｒｉｓ is nice", "Paris")).isTrue();
  }

  @Test
  void aNameShouldBeFoundAsWholeWordsOnly() {
    assertThat(Names.isIn("The Parisians know Annabel.", "Paris")).isFalse();
    assertThat(Names.isIn("The Parisians know Annabel and Ann.", "Ann")).isTrue();
    assertThat(Names.isIn("", "Ann")).isFalse();
  }

  @Test
  void onlyASentenceThatIsNoQuestionShouldState() {
    assertThat(Names.areStated("Ann knows Bob. Really?", "Ann", "Bob")).isTrue();
    assertThat(Names.areStated("Does Ann know Bob?", "Ann", "Bob")).isFalse();
    assertThat(Names.areStated("Ann is here. Bob is there.", "Ann", "Bob")).isFalse();
  }
}
