package io.touchback.orders.tracking;

import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes numbers of a given form, and writes them as people do. */
final class NumberSamples {
  private static final Pattern ATOM =
      Pattern.compile(
          "(\\\\d|\\[[^]]+]|\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)\\??|.)(?:\\{(\\d+)(?:,(\\d+))?\\})?");

  private NumberSamples() {}

  /** A number whose check character is right. */
  static String proven(NumberForm form, Random random) {
    String shape = any(form.form().pattern(), random);
    Matcher m = form.form().matcher(shape);
    if (!m.matches()) {
      throw new IllegalStateException(shape + " is not of " + form.form());
    }
    char check = Objects.requireNonNull(form.check()).of(m.group(1));
    return shape.substring(0, m.start(2)) + check + shape.substring(m.end(2));
  }

  /** With spaces and hyphens here and there, small letters, full-width digits. */
  static String asPeopleWrite(String number, Random random) {
    StringBuilder out = new StringBuilder(" ");
    for (char c : number.toCharArray()) {
      boolean wide = Character.isDigit(c) && random.nextInt(8) == 0;
      out.append(
          wide ? (char) (c - '0' + '０') : random.nextBoolean() ? Character.toLowerCase(c) : c);
      out.append(random.nextInt(4) == 0 ? " -.\u00a0\t".charAt(random.nextInt(5)) : ' ');
    }
    return out.toString();
  }

  private static String any(String pattern, Random random) {
    StringBuilder out = new StringBuilder();
    Matcher m = ATOM.matcher(pattern);
    while (m.find()) {
      int least = m.group(2) == null ? 1 : Integer.parseInt(m.group(2));
      int most = m.group(3) == null ? least : Integer.parseInt(m.group(3));
      for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
        out.append(one(m.group(1), random));
      }
    }
    return out.toString();
  }

  private static String one(String atom, Random random) {
    if (atom.equals("\\d")) {
      return String.valueOf(random.nextInt(10));
    }
    if (atom.startsWith("[")) {
      String signs = signs(atom.substring(1, atom.length() - 1));
      return String.valueOf(signs.charAt(random.nextInt(signs.length())));
    }
    if (atom.endsWith("?")) {
      return random.nextBoolean() ? one(atom.substring(0, atom.length() - 1), random) : "";
    }
    if (atom.startsWith("(")) {
      String inner = atom.substring(atom.startsWith("(?:") ? 3 : 1, atom.length() - 1);
      String[] choices = inner.split("\\|(?![^(]*\\))");
      return any(choices[random.nextInt(choices.length)], random);
    }
    return atom;
  }

  private static String signs(String set) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < set.length(); i++) {
      boolean range = i + 2 < set.length() && set.charAt(i + 1) == '-';
      char to = range ? set.charAt(i + 2) : set.charAt(i);
      for (char c = set.charAt(i); c <= to; c++) {
        out.append(c);
      }
      i += range ? 2 : 0;
    }
    return out.toString();
  }
}
