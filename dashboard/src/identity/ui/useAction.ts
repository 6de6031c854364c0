import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem } from '../../api/problem';
import { toast } from '../../shell/toasts';

/** Something that is done at a click, without a question: says how it went and renews what is shown. */
export function useAction<A = void>(run: (input: A) => Promise<unknown>, done: string | ((input: A) => string)) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (_, input) => {
      void queries.invalidateQueries({ queryKey: ['identity'] });
      toast('good', typeof done === 'string' ? done : done(input));
    },
    onError: (error) => toast('bad', asProblem(error).message),
  });
}
