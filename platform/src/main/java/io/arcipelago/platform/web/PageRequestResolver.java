package io.arcipelago.platform.web;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers their {@link PageRequest}. */
final class PageRequestResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(PageRequest.class);
    }

    @Override
    public PageRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        SortableBy sortableBy = parameter.getParameterAnnotation(SortableBy.class);
        String[] sort = request.getParameterValues("sort");
        return PageRequest.parse(
                request.getParameter("page"),
                request.getParameter("size"),
                sort == null ? List.of() : List.of(sort),
                sortableBy == null ? Set.of() : Set.of(sortableBy.value()));
    }
}
