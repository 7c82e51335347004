package dev.mnemo.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Conversations made up from a seed, between a user and an assistant as most are, with questions of
 * which the turn that answers them is known.
 *
 * @param turns in their order
 */
public record GeneratedConversations(List<Told> turns, List<Question> questions) {

  /** Something said in a session, 1, 2, 3 …; its id is its place among all turns. */
  public record Told(int id, int session, Instant time, String speaker, String text) {}

  /** What is asked later, and the turn that answers. */
  public record Question(String text, int answeredBy) {}

  /** How long each session is. */
  public static final int TURNS_OF_A_SESSION = 14;

  private static final List<String> PETS =
      List.of("dog", "cat", "parrot", "rabbit", "hamster", "turtle", "pony", "lizard");
  private static final List<String> NAMES =
      List.of("Biscuit", "Shadow", "Pepper", "Ziggy", "Mango", "Pixel", "Olive", "Comet");
  private static final List<String> PLACES =
      List.of("Norway", "Crete", "Cornwall", "Tyrol", "Malta", "Brittany", "Iceland", "Tuscany");
  private static final List<String> RELATIVES =
      List.of("sister", "uncle", "cousin", "mother", "brother", "aunt", "nephew", "grandfather");
  private static final List<String> OCCASIONS =
      List.of(
          "wedding",
          "festival",
          "marathon",
          "harvest",
          "conference",
          "birthday",
          "eclipse",
          "fair");
  private static final List<String> DISHES =
      List.of("risotto", "goulash", "paella", "ramen", "lasagna", "curry", "pancakes", "chili");
  private static final List<String> HOBBIES =
      List.of("pottery", "archery", "chess", "sailing", "knitting", "climbing", "painting", "judo");
  private static final List<String> SMALL_TALK =
      List.of(
          "That sounds lovely! Tell me more about it.",
          "I am glad to hear that. How do you feel today?",
          "Great. Is there anything that I can do for you?",
          "Interesting! What else is new?",
          "Thanks, nothing else for now. It was a long day at work.",
          "I see. Let us talk about it again some other day.");

  /** The same for the same seed; {@value #TURNS_OF_A_SESSION} turns a session. */
  public static GeneratedConversations of(long seed, int sessions) {
    return new Generator(seed).generate(sessions);
  }

  /** What the (up to) two turns before one in its session said, one a line. */
  public String before(Told turn) {
    return turns.subList(Math.max(0, turn.id() - 2), turn.id()).stream()
        .filter(one -> one.session() == turn.session())
        .map(Told::text)
        .collect(Collectors.joining("\n"));
  }

  private static final class Generator {

    private final Random random;
    private final List<Told> turns = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private int session;
    private ZonedDateTime time = ZonedDateTime.of(2021, 1, 3, 9, 0, 0, 0, ZoneOffset.UTC);

    Generator(long seed) {
      this.random = new Random(seed);
    }

    GeneratedConversations generate(int sessions) {
      for (session = 1; session <= sessions; session++) {
        time = time.plusDays(9).withHour(9);
        List<Runnable> scenes =
            new ArrayList<>(List.of(this::pet, this::journey, this::dish, this::hobby));
        for (int i = 0; i < 3; i++) {
          smallTalk();
          scenes.remove(random.nextInt(scenes.size())).run();
        }
        smallTalk();
      }
      return new GeneratedConversations(List.copyOf(turns), List.copyOf(questions));
    }

    // The words of question and answer are the same.
    private void pet() {
      String pet = pick(PETS);
      String relative = pick(RELATIVES);
      int told =
          say("User", "My %s adopted a %s, it is called %s.".formatted(relative, pet, pick(NAMES)));
      say("Assistant", "How sweet! Is the %s young?".formatted(pet));
      ask("What is the %s called that my %s adopted?".formatted(pet, relative), told);
    }

    // Only the turn before says what it is about.
    private void journey() {
      String relative = pick(RELATIVES);
      String occasion = pick(OCCASIONS);
      say("Assistant", "Where will you go with your %s for the %s?".formatted(relative, occasion));
      int told = say("User", "To %s, by train.".formatted(pick(PLACES)));
      ask("Where do I go for the %s with my %s?".formatted(occasion, relative), told);
    }

    // Only the time tells it from its like.
    private void dish() {
      int told = say("User", "I cooked %s for dinner today.".formatted(pick(DISHES)));
      say("Assistant", "Did you like cooking it?");
      String month = time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      ask(
          "What did I cook on %s %d, %d?".formatted(month, time.getDayOfMonth(), time.getYear()),
          told);
    }

    // The question comes in another form of the word.
    private void hobby() {
      String relative = pick(RELATIVES);
      String hobby = pick(HOBBIES);
      int told = say("User", "My %s started %s last week.".formatted(relative, hobby));
      say(
          "Assistant",
          "Starting something new is brave. Does your %s enjoy it?".formatted(relative));
      ask("When did my %s start %s?".formatted(relative, hobby), told);
    }

    private void smallTalk() {
      say("User", pick(SMALL_TALK));
      say("Assistant", pick(SMALL_TALK));
    }

    private int say(String speaker, String text) {
      time = time.plusMinutes(1);
      turns.add(new Told(turns.size(), session, time.toInstant(), speaker, text));
      return turns.size() - 1;
    }

    private void ask(String text, int answeredBy) {
      questions.add(new Question(text, answeredBy));
    }

    private String pick(List<String> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
