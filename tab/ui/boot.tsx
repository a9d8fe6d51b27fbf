/** The same shapes as in index.html, for the moment between its first script and the first words. */
export function Boot() {
  return (
    <div className="boot" aria-hidden="true">
      <img className="boot-mark" src="/tab/mark.svg" alt="" width={36} height={36} />
      <div className="boot-page">
        <div className="boot-title" />
        <div className="boot-row">
          <div className="boot-card" />
          <div className="boot-card" />
        </div>
      </div>
    </div>
  );
}
