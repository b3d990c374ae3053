package io.touchback.notify.template;

/** What a mail says: its subject and both its parts, not yet MIME. */
public record WrittenMail(String subject, String text, String html) {}
