package io.touchback.notify.template;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.TemplateNode.Origin;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The two parts of a mail; linked data is the only thing that enters the HTML without escaping. */
@Singleton
class MailTemplates {
  @CheckedTemplate(basePath = "html")
  static final class Html {
    private Html() {}

    static native TemplateInstance notice(MailView mail);
  }

  @CheckedTemplate(basePath = "text")
  static final class Text {
    private Text() {}

    static native TemplateInstance notice(MailView mail);
  }

  void letLinkedDataThrough(@Observes EngineBuilder engine) {
    engine.addResultMapper(new LinkedData());
  }

  private static final class LinkedData implements ResultMapper {
    @Override
    public boolean appliesTo(Origin origin, Object result) {
      return result instanceof JsonLd;
    }

    @Override
    public int getPriority() {
      return Integer.MAX_VALUE;
    }

    @Override
    public String map(Object result, Expression expression) {
      return ((JsonLd) result).element();
    }
  }
}
