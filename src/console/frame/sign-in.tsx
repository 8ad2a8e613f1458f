import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../api/queries.ts";
import { signIn } from "../api/session.ts";
import { CopyCommand } from "./copy-command.tsx";
import { FailureNote } from "./failure-note.tsx";

export function SignIn() {
  const cache = useQueryClient();
  const [token, setToken] = useState("");
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => cache.setQueryData(sessionQuery.queryKey, session),
  });
  return (
    <main className="mx-auto max-w-md px-6 pt-[14vh]">
      <h1 className="text-xl font-semibold">Bartizan</h1>
      <p className="mt-1 text-muted">
        The console asks who you are. The token goes to this server and nowhere else; the browser does not
        keep it.
      </p>
      <form
        className="card mt-5 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate(token.trim());
        }}
      >
        <label className="block font-medium" htmlFor="token">
          Access token
        </label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          required
          className="field mt-1.5 w-full font-mono"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="button button-main mt-3" disabled={attempt.isPending}>
          Sign in
        </button>
        {attempt.isError && (
          <div className="mt-4">
            <FailureNote error={attempt.error} />
          </div>
        )}
      </form>
      <p className="mt-5 mb-2 text-muted">
        The server prints an address that signs in by itself when it starts. To see it again:
      </p>
      <CopyCommand command="bartizan serve" />
    </main>
  );
}
