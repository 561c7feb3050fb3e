// How does a picture look? One from this computer, shown here only: it is neither read by anybody else nor sent.

import { useEffect, useId, useState } from "preact/hooks";
import { Button } from "../../parts/Button";
import * as words from "../../words";

export function PicturePreview() {
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [failed, setFailed] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file) {
      return setUrl(null);
    }
    const made = URL.createObjectURL(file);
    setUrl(made);
    setFailed(false);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <>
      <span class="file-choice">
        <input
          id={id}
          type="file"
          accept="image/*"
          class="unseen"
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? null);
            // The same file can be chosen again.
            event.currentTarget.value = "";
          }}
        />
        <label for={id} class="button plain">
          {words.media.choose}
        </label>
      </span>
      {file && url && (
        <figure class="picture">
          {failed ? (
            <p role="alert">{words.media.previewFailed}</p>
          ) : (
            <img src={url} alt={words.media.preview} onError={() => setFailed(true)} />
          )}
          <figcaption>
            <bdi>{file.name}</bdi>. {words.media.previewSays}
          </figcaption>
          <Button kind="quiet" onClick={() => setFile(null)}>
            {words.media.closePreview}
          </Button>
        </figure>
      )}
    </>
  );
}
