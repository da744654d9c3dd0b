package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets on command lines: values of options that are named so, as in {@code --password x},
 * and of options that mean it for one command, as in {@code redis-cli -a x} or {@code mysql -px}.
 * Its time is linear in the text.
 */
public final class CommandLines {

  private static final int LONGEST_NAME = 64;

  /** The most characters between an option and the argument behind it in a list. */
  private static final int MOST_BETWEEN = 32;

  /** The most characters of a command with its path. */
  private static final int LONGEST_PATH = 128;

  /** Characters of a command in which its options are looked for. */
  private static final int LONGEST_COMMAND = 512;

  private static final int LONGEST_ECHO = 256;

  /** The fewest characters of a password that stands among words. */
  private static final int LEAST_PASSWORD = 8;

  private static final String ENDS = "\r\n;|";

  /** Options of commands that read a password from their input. */
  private static final List<String> STANDARD_INPUT =
      List.of("--password-stdin", "--with-token", "sudo -S", "sudo+-S");

  /** Options of commands such as curl whose value is a user's name and password. */
  private static final Set<String> USERS = Set.of("u", "U", "user", "proxy-user");

  /**
   * The options of a command that mean a secret.
   *
   * @param separate letters of options whose value follows after a blank
   * @param glued letters of options whose value follows at once
   * @param users letters of options whose value is a user's name and password
   */
  private record Options(String separate, String glued, String users) {}

  private static final Options NO_OPTIONS = new Options("", "", "");

  private static final Options LOGIN = new Options("p", "", "");

  /** Commands by their last word, since several have one before it. */
  private static final Map<String, Options> COMMANDS =
      Map.ofEntries(
          Map.entry("sshpass", new Options("p", "p", "")),
          Map.entry("login", LOGIN),
          Map.entry("mysql", new Options("", "p", "")),
          Map.entry("mysqldump", new Options("", "p", "")),
          Map.entry("mysqladmin", new Options("", "p", "")),
          Map.entry("mariadb", new Options("", "p", "")),
          Map.entry("cqlsh", new Options("p", "", "")),
          Map.entry("beeline", new Options("p", "", "")),
          Map.entry("mosquitto_pub", new Options("P", "", "")),
          Map.entry("mosquitto_sub", new Options("P", "", "")),
          Map.entry("ipmitool", new Options("P", "", "")),
          Map.entry("openssl", new Options("k", "", "")),
          Map.entry("redis-cli", new Options("a", "", "")),
          Map.entry("rdesktop", new Options("p", "", "")),
          Map.entry("mongo", new Options("p", "", "")),
          Map.entry("mongosh", new Options("p", "", "")),
          Map.entry("mongodump", new Options("p", "", "")),
          Map.entry("mongorestore", new Options("p", "", "")),
          Map.entry("sqlcmd", new Options("P", "P", "")),
          Map.entry("ldapsearch", new Options("w", "", "")),
          Map.entry("ldapmodify", new Options("w", "", "")),
          Map.entry("ldapadd", new Options("w", "", "")),
          Map.entry("http", new Options("", "", "a")),
          Map.entry("https", new Options("", "", "a")),
          Map.entry("curl", new Options("", "", "uU")),
          Map.entry("7z", new Options("", "p", "")),
          Map.entry("zip", new Options("P", "", "")),
          Map.entry("unzip", new Options("P", "", "")));

  /** Words after an option in prose. */
  private static final Set<String> PROSE =
      Set.of("or", "and", "to", "is", "in", "for", "with", "option", "flag", "argument");

  private static final int HYPHEN = CharKinds.of("-");
  private static final int PLUS = CharKinds.of("+");

  private static final String NET = "net use";
  private static final String NET_IN_URL = "net+use";

  private static final String BLANKS = "[ \\t+]{1,8}+";

  /** The password follows the share, or the options behind it, or the name of the user. */
  private static final Pattern SHARE_OR_USER =
      Pattern.compile(
          ("net[ +]use(?:"
                  + "(?:#[A-Za-z]:|#\\*)?#(?<share>[\"']?+\\\\[^ \\t+\"']{1,256}+[\"']?+)"
                  + "(?:#/[^ \\t+]{1,128}+){0,4}+|r#[^ \\t+/]{1,128}+)#[\"']?+"
                  + "(?<value>(?![/*$<%])[^\\s\"'`+&|;\\\\\u001b]{1,256}+)")
              .replace("#", BLANKS));

  private final SearchedText searched;
  private final String text;

  /** Where the last command ends, and its options; null for none. */
  private int commandEnd;

  private @Nullable Options options;

  private CommandLines(SearchedText searched) {
    this.searched = searched;
    this.text = searched.text();
  }

  /** Hides the passwords of shares and users of Windows, which follow what they are for. */
  private static void findOfWindows(String command, SearchedText searched) {
    String text = searched.text();
    for (int at = text.indexOf(command); at >= 0; at = text.indexOf(command, at + 1)) {
      Matcher matcher = searched.matcher(SHARE_OR_USER).region(at, text.length());
      if (matcher.lookingAt() && isPassword(matcher)) {
        searched.hide(matcher.start("value"), matcher.end("value"));
      }
    }
  }

  private static boolean isPassword(Matcher matcher) {
    String value = matcher.group("value");
    return !value.chars().allMatch(Character::isLetter)
        && (matcher.group("share") != null || value.length() >= LEAST_PASSWORD);
  }

  /** Hides the values of options. */
  static void find(SearchedText searched) {
    findOfWindows(NET, searched);
    if (searched.hasAll(PLUS)) {
      findOfWindows(NET_IN_URL, searched);
    }
    if (searched.hasAll(HYPHEN)) {
      new CommandLines(searched).find();
    }
  }

  private void find() {
    int from = 0;
    for (int at = text.indexOf('-'); at >= 0; at = text.indexOf('-', at + 1)) {
      if (at == 0 || !Assignments.isNamePart(text.charAt(at - 1))) {
        boolean isLong = text.startsWith("--", at);
        int start = isLong ? at + 2 : at + 1;
        int end = nameEnd(start);
        if (end > start) {
          findCommand(from, at);
          from = at;
          if (end < text.length()) {
            findOption(start, end, isLong);
          }
          if (!isLong && options != null && start < commandEnd) {
            findShort(start, end, options);
          }
        }
        searched.passed(end - at);
        at = Math.max(at, end - 1);
      }
    }
    findEchoed();
  }

  private int nameEnd(int start) {
    int end = start;
    while (end < text.length()
        && end - start < LONGEST_NAME
        && Assignments.isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * Returns the name of the command that a list of arguments begins with if some of its options
   * mean a secret; null for any other text.
   */
  public static @Nullable String command(String argument) {
    if (argument.length() > LONGEST_PATH) {
      return null;
    }
    String name = argument.substring(argument.lastIndexOf('/') + 1);
    return COMMANDS.containsKey(name) ? name : null;
  }

  /**
   * Returns where a secret begins in an argument of a command; -1 if it has none.
   *
   * @param command its name, or null for one whose options of one letter mean nothing
   * @param before the argument before
   */
  public static int secretIn(String argument, @Nullable String command, String before) {
    Options known = command == null ? NO_OPTIONS : COMMANDS.getOrDefault(command, NO_OPTIONS);
    if (argument.startsWith("-")) {
      return argument.length() > 2 ? secretIn(argument, known) : -1;
    }
    boolean isShort = before.length() == 2 && before.charAt(0) == '-';
    if (isShort && known.separate().indexOf(before.charAt(1)) >= 0) {
      return 0;
    }
    boolean user =
        isShort && known.users().indexOf(before.charAt(1)) >= 0
            || before.startsWith("--") && USERS.contains(before.substring(2));
    return user ? passwordIn(argument, 0) : -1;
  }

  /** Returns where a secret begins in an option whose value follows at once; -1 if it has none. */
  private static int secretIn(String option, Options known) {
    char letter = option.charAt(1);
    if (known.glued().indexOf(letter) >= 0) {
      return 2;
    }
    return known.users().indexOf(letter) >= 0 ? passwordIn(option, 2) : -1;
  }

  private static int passwordIn(String user, int from) {
    int colon = user.indexOf(':', from);
    boolean password = colon >= 0 && hasLetter(user, colon + 1, user.length());
    return password ? colon + 1 : -1;
  }

  /** Looks for the last command before an option, of those since the option before it. */
  private void findCommand(int from, int option) {
    int least = Math.max(from, option - LONGEST_COMMAND);
    searched.passed(option - least);
    int wordEnd = -1;
    for (int i = option - 1; i >= least; i--) {
      char c = text.charAt(i);
      if (ENDS.indexOf(c) >= 0) {
        options = null;
        return;
      }
      boolean part = Assignments.isNamePart(c);
      if (part && wordEnd < 0) {
        wordEnd = i + 1;
      }
      boolean begins = part && (i == 0 || !Assignments.isNamePart(text.charAt(i - 1)));
      if (begins) {
        Options found =
            wordEnd - i > LONGEST_NAME ? null : COMMANDS.get(text.substring(i, wordEnd));
        if (found != null) {
          options = found;
          commandEnd = i + LONGEST_COMMAND;
          return;
        }
        wordEnd = -1;
      }
      if (!part) {
        wordEnd = -1;
      }
    }
  }

  /** Finds the value of an option of one letter, which the command before it gives a meaning. */
  private void findShort(int start, int end, Options known) {
    char letter = text.charAt(start);
    int sign = end == start + 1 ? signAfter(end) : -1;
    if (sign >= 0) {
      if (known.separate().indexOf(letter) >= 0) {
        AssignedValue value = valueAfter(sign);
        hideWord(known == LOGIN && isWord(value) ? null : value);
      } else if (known.users().indexOf(letter) >= 0) {
        hideUser(valueAfter(sign));
      }
    } else if (known.glued().indexOf(letter) >= 0) {
      hideWord(valueAfter(start));
    } else if (known.users().indexOf(letter) >= 0) {
      hideUser(valueAfter(start));
    }
  }

  /** Returns the value after a blank or a letter; in a URL a plus sign ends it, too. */
  private @Nullable AssignedValue valueAfter(int sign) {
    AssignedValue value = AssignedValue.shortAfter(searched, sign);
    return value == null ? null : value.before(text, text.charAt(sign));
  }

  /** Tells whether the value has letters alone, as words of prose. */
  private boolean isWord(@Nullable AssignedValue value) {
    return value != null
        && !value.quoted()
        && text.substring(value.start(), value.end()).chars().allMatch(Character::isLetter);
  }

  private void hideWord(@Nullable AssignedValue value) {
    if (value != null && value.end() > value.start()) {
      char first = text.charAt(value.start());
      if (first != '$' && first != '-') {
        searched.hide(value.start(), value.end());
      }
    }
  }

  /** Finds an option by its name; its value follows after a blank, or is the next of a list. */
  private void findOption(int start, int end, boolean isLong) {
    int sign = signAfter(end);
    if (sign < 0) {
      return;
    }
    if (NameEndings.STANDARD.end(text, start, end)) {
      String name = NameEndings.normalized(text.substring(start, end));
      boolean separate = sign > end && isLong;
      hide(
          isLong && text.charAt(sign) != ',' || separate
              ? argumentAfter(sign, name, separate)
              : AssignedValue.likelySecretAfter(searched, sign, name));
    } else if (USERS.contains(text.substring(start, end))) {
      hideUser(valueAfter(sign));
    }
  }

  /** Returns the argument of an option; one in a list may be a text for people as well. */
  private @Nullable AssignedValue argumentAfter(int sign, String name, boolean listed) {
    AssignedValue value = AssignedValue.secretAfter(searched, sign, name);
    boolean argument =
        value != null
            && (listed
                ? value.isWord(searched) && !isNamed(value, name)
                : !PROSE.contains(text.substring(value.start(), value.end())));
    return argument ? value : null;
  }

  private boolean isNamed(AssignedValue value, String name) {
    return NameEndings.normalized(text.substring(value.start(), value.end())).equals(name)
        || value.isFollowedBy(searched, ':');
  }

  /**
   * Returns the sign behind an option after which its argument stands: a blank, or in a list the
   * comma, or the sign of the next item in YAML; -1 if no argument follows.
   */
  private int signAfter(int end) {
    if (end + 1 >= text.length()) {
      return -1;
    }
    char c = text.charAt(end);
    int sign = end;
    if (c == '"' || c == '\'' || c == '\\') {
      sign = skip(end, "\"'\\");
      return charAt(sign) == ',' && charAt(skip(sign + 1, "\"'\\\n")) != '-' ? sign : -1;
    }
    if (c == '\n' || c == '\r') {
      sign = skip(end, "\r\n");
      boolean item = charAt(sign) == '-' && sign + 1 < text.length() && searched.isBlank(sign + 1);
      return item && charAt(skip(sign + 2, "\"'")) != '-' ? sign : -1;
    }
    boolean listed = c == ',';
    return (listed || isBlank(end)) && isOption(end + 1, listed) ? end : -1;
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private int skip(int from, String signs) {
    int most = Math.min(text.length(), from + MOST_BETWEEN);
    int end = from;
    while (end < most && (signs.indexOf(text.charAt(end)) >= 0 || searched.isBlank(end))) {
      end++;
    }
    searched.passed(end - from);
    return end;
  }

  private void hide(@Nullable AssignedValue value) {
    if (value != null) {
      searched.hide(value.start(), value.end());
    }
  }

  /** Hides the password behind a user's name. */
  private void hideUser(@Nullable AssignedValue user) {
    int colon = user == null ? -1 : user.indexOf(text, ':');
    if (user != null
        && colon >= 0
        && colon + 1 < user.end()
        && text.charAt(colon + 1) != '$'
        && hasLetter(text, colon + 1, user.end())) {
      searched.hide(colon + 1, user.end());
    }
  }

  /** Tells whether anything but digits is in the range: {@code 0:0} is a user and a group. */
  private static boolean hasLetter(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return true;
      }
    }
    return false;
  }

  private boolean isOption(int value, boolean listed) {
    return value < text.length() && text.charAt(value) != '-' && searched.isBlank(value) == listed;
  }

  private boolean isBlank(int index) {
    return searched.isBlank(index) || text.charAt(index) == '+';
  }

  /** Finds a password that is passed to the standard input of a command. */
  private void findEchoed() {
    STANDARD_INPUT.forEach(this::findEchoed);
  }

  private static int endOf(String word, String text) {
    int last = text.lastIndexOf(word);
    return last < 0 ? 0 : last + word.length();
  }

  private void findEchoed(String option) {
    int passed = 0;
    for (int at = text.indexOf(option); at >= 0; at = text.indexOf(option, passed)) {
      int least = Math.max(passed, at - LONGEST_ECHO);
      String before = text.substring(least, at);
      searched.passed(at - least);
      passed = at + option.length();
      int sign = least + Math.max(endOf("echo", before), endOf("printf", before));
      if (sign > least && isBlank(sign)) {
        hideWord(AssignedValue.shortAfter(searched, sign));
      }
    }
  }
}
