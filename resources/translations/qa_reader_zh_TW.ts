<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW">
<context>
    <name></name>
    <message>
        <source>&amp;About QA Reader</source>
        <translation>關於 QA Reader(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一頁(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Bookmark this thread</source>
        <translation>將這則問答加入書籤(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Bookmarks</source>
        <translation>書籤(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Build an archive from saved pages…</source>
        <translation>用儲存的網頁建立檔案庫(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Clear the search</source>
        <translation>清除搜尋(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close this tab</source>
        <translation>關閉這個分頁(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Compare with…</source>
        <translation>對照閱讀(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編輯(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Enlarge the text</source>
        <translation>放大內文(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>檔案(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Filters</source>
        <translation>篩選條件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find in this thread</source>
        <translation>在這則問答中尋找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>下一頁(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>前往(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>說明(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys and query language</source>
        <translation>按鍵與查詢語法(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>淺色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Next thread</source>
        <translation>下一則問答(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open archive…</source>
        <translation>開啟檔案庫(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Open in a new tab</source>
        <translation>在新分頁開啟(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Overview of the archive</source>
        <translation>檔案庫總覽(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Previous thread</source>
        <translation>上一則問答(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>結束(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>搜尋(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Show bookmarks</source>
        <translation>顯示書籤(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Shrink the text</source>
        <translation>縮小內文(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Usual size of the text</source>
        <translation>內文原始大小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>檢視(&amp;V)</translation>
    </message>
    <message>
        <source>1 more asks nearly the same</source>
        <translation>另有 1 則幾乎相同的提問</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年齡</translation>
    </message>
    <message>
        <source>Age not said</source>
        <translation>未說明年齡</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有檔案 (*)</translation>
    </message>
    <message>
        <source>Among</source>
        <translation>範圍</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>Archives (*.qarchive)</source>
        <translation>檔案庫 (*.qarchive)</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提問年份</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>書籤</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>建立</translation>
    </message>
    <message>
        <source>Build the archive as</source>
        <translation>將檔案庫建立為</translation>
    </message>
    <message>
        <source>Chinese (simplified)</source>
        <translation>簡體中文</translation>
    </message>
    <message>
        <source>Chinese (traditional)</source>
        <translation>繁體中文</translation>
    </message>
    <message>
        <source>Choose a department at the left, or type a few words into the search field.</source>
        <translation>請在左側選擇科別，或在搜尋欄輸入幾個字詞。</translation>
    </message>
    <message>
        <source>Colours of the &amp;system</source>
        <translation>依系統配色(&amp;S)</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>複製連結(&amp;L)</translation>
    </message>
    <message>
        <source>Copy with c&amp;itation</source>
        <translation>複製並附出處(&amp;I)</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>科別</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>醫師</translation>
    </message>
    <message>
        <source>Doctors gave these answers to other people. They are no medical advice, and old ones may be wrong today.</source>
        <translation>這些是醫師給其他人的回答，並非醫療建議；較舊的回答如今可能已不正確。</translation>
    </message>
    <message>
        <source>Doctor’s reply ({0})</source>
        <translation>醫師回覆（{0}）</translation>
    </message>
    <message>
        <source>E&amp;nlarge the lists</source>
        <translation>放大清單(&amp;N)</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>FAQ topic</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>From</source>
        <translation>來源</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>醫院</translation>
    </message>
    <message>
        <source>In an emergency call your local emergency number.</source>
        <translation>緊急時請撥打當地的緊急電話。</translation>
    </message>
    <message>
        <source>In an emergency call {0}.</source>
        <translation>緊急時請撥打 {0}。</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>授權條款</translation>
    </message>
    <message>
        <source>MY HIGHLIGHTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MY NOTE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation>製作日期</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>More info (added by the source, not a doctor’s reply)</source>
        <translation>補充資訊（資料來源所附，並非醫師回覆）</translation>
    </message>
    <message>
        <source>My highlights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt tab</source>
        <translation>下一個分頁(&amp;X)</translation>
    </message>
    <message>
        <source>Next &amp;match</source>
        <translation>下一個符合處(&amp;M)</translation>
    </message>
    <message>
        <source>No archive was written.</source>
        <translation>沒有寫入任何檔案庫。</translation>
    </message>
    <message>
        <source>No department</source>
        <translation>未分科</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未說明</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Open an archive</source>
        <translation>開啟檔案庫</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在瀏覽器開啟</translation>
    </message>
    <message>
        <source>Open the &amp;sample archive</source>
        <translation>開啟範例檔案庫(&amp;S)</translation>
    </message>
    <message>
        <source>P&amp;revious tab</source>
        <translation>上一個分頁(&amp;R)</translation>
    </message>
    <message>
        <source>Pre&amp;vious match</source>
        <translation>上一個符合處(&amp;V)</translation>
    </message>
    <message>
        <source>QA Reader</source>
        <translation>QA Reader</translation>
    </message>
    <message>
        <source>QA Reader {0}</source>
        <translation>QA Reader {0}</translation>
    </message>
    <message>
        <source>Question ({0})</source>
        <translation>提問（{0}）</translation>
    </message>
    <message>
        <source>Read last</source>
        <translation>最近閱讀</translation>
    </message>
    <message>
        <source>Reads archives of doctor-answered questions, with no network at all. MIT licence. It is no medical advice.</source>
        <translation>閱讀由醫師回答的問答檔案庫，完全不需網路。採 MIT 授權條款。內容並非醫療建議。</translation>
    </message>
    <message>
        <source>Reopen the closed &amp;tab</source>
        <translation>重新開啟關閉的分頁(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;hrink the lists</source>
        <translation>縮小清單(&amp;H)</translation>
    </message>
    <message>
        <source>S&amp;top comparing</source>
        <translation>停止對照(&amp;T)</translation>
    </message>
    <message>
        <source>Saved pages and exports</source>
        <translation>儲存的網頁與匯出檔</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性別</translation>
    </message>
    <message>
        <source>Sex not said</source>
        <translation>未說明性別</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>操作未能完成。</translation>
    </message>
    <message>
        <source>The archive of this link is none of those that were open here (its id is {0}). Open it once, and the link will find it.</source>
        <translation>這個連結所屬的檔案庫不曾在此開啟（其識別碼為 {0}）。請先開啟該檔案庫一次，之後連結就能找到它。</translation>
    </message>
    <message>
        <source>This link leads out of the program:</source>
        <translation>這個連結會離開本程式：</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>問答</translation>
    </message>
    <message>
        <source>Threads by department</source>
        <translation>各科別的問答數</translation>
    </message>
    <message>
        <source>Threads by year</source>
        <translation>各年份的問答數</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>使用這些檔案</translation>
    </message>
    <message>
        <source>Usual si&amp;ze of the lists</source>
        <translation>清單原始大小(&amp;Z)</translation>
    </message>
    <message>
        <source>a doctor, not named</source>
        <translation>未具名醫師</translation>
    </message>
    <message>
        <source>and {0} more department at the left</source>
        <translation>左側另有 {0} 個科別</translation>
    </message>
    <message>
        <source>and {0} more departments at the left</source>
        <translation>左側另有 {0} 個科別</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>{0} 年至 {1} 年</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已讀</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不詳</translation>
    </message>
    <message>
        <source>{0} day ago</source>
        <translation>{0} 天前</translation>
    </message>
    <message>
        <source>{0} days ago</source>
        <translation>{0} 天前</translation>
    </message>
    <message>
        <source>{0} in {1} departments</source>
        <translation>{1} 個科別，共 {0} 則</translation>
    </message>
    <message>
        <source>{0} month ago</source>
        <translation>{0} 個月前</translation>
    </message>
    <message>
        <source>{0} months ago</source>
        <translation>{0} 個月前</translation>
    </message>
    <message>
        <source>{0} more ask nearly the same</source>
        <translation>另有 {0} 則幾乎相同的提問</translation>
    </message>
    <message>
        <source>{0} threads added, {1} updated, {2} unchanged, {3} skipped.</source>
        <translation>新增 {0} 則問答、更新 {1} 則、未變更 {2} 則、略過 {3} 則。</translation>
    </message>
    <message>
        <source>{0} year ago</source>
        <translation>{0} 年前</translation>
    </message>
    <message>
        <source>{0} years ago</source>
        <translation>{0} 年前</translation>
    </message>
    <message>
        <source>{0}: the thread of this link, {1}, is not in it.</source>
        <translation>{0}：其中沒有這個連結所指的問答 {1}。</translation>
    </message>
    <message>
        <source>{0}: {1}, the most</source>
        <translation>{0} 年：{1} 則（最多）</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}{day}日</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Filters</source>
        <translation>篩選條件</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Remove the filter {0}</source>
        <translation>移除篩選條件「{0}」</translation>
    </message>
</context>
<context>
    <name>DepartmentTree</name>
    <message>
        <source>Departments and bookmarks</source>
        <translation>科別與書籤</translation>
    </message>
</context>
<context>
    <name>DepartmentTreeModel</name>
    <message>
        <source>All threads</source>
        <translation>全部問答</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>書籤</translation>
    </message>
    <message>
        <source>FAQ topics</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>No department</source>
        <translation>未分科</translation>
    </message>
    <message>
        <source>{0}, {1} threads</source>
        <translation>{0}，{1} 則問答</translation>
    </message>
</context>
<context>
    <name>EmergencyLine</name>
    <message>
        <source>If this is happening now, call your local emergency number at once. Do not wait for an answer here.</source>
        <translation>如果現在正發生這種情況，請立即撥打當地的緊急電話，不要在這裡等待答案。</translation>
    </message>
    <message>
        <source>If this is happening now, call {0} at once. Do not wait for an answer here.</source>
        <translation>如果現在正發生這種情況，請立即撥打 {0}，不要在這裡等待答案。</translation>
    </message>
    <message>
        <source>If you may hurt yourself, you do not have to be alone with this: call your local emergency number or a crisis line now, or somebody you trust.</source>
        <translation>如果您可能會傷害自己，您不必獨自面對：請現在就撥打當地的緊急電話或心理諮詢專線，或聯絡您信任的人。</translation>
    </message>
    <message>
        <source>If you may hurt yourself, you do not have to be alone with this: call {0} now, or somebody you trust.</source>
        <translation>如果您可能會傷害自己，您不必獨自面對：請現在就撥打 {0}，或聯絡您信任的人。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>No thread has all of these words.

Try fewer words, or a beginning: twitch*</source>
        <translation>沒有一則問答包含所有這些字詞。

請試試較少的字詞，或只輸入開頭：twitch*</translation>
    </message>
    <message>
        <source>No thread has all that the filters ask for.

Remove one of them above.</source>
        <translation>沒有一則問答符合所有篩選條件。

請移除上方的其中一項。</translation>
    </message>
    <message>
        <source>No thread here has all of these words.

Remove a filter above to look everywhere.</source>
        <translation>這裡沒有一則問答包含所有這些字詞。

請移除上方的篩選條件，搜尋全部內容。</translation>
    </message>
    <message>
        <source>Nothing is bookmarked yet.

The star of a thread, or Ctrl+D, keeps it here.</source>
        <translation>還沒有任何書籤。

按下問答的星號或 Ctrl+D，就會保存在這裡。</translation>
    </message>
    <message>
        <source>Remove the filters</source>
        <translation>移除篩選條件</translation>
    </message>
    <message>
        <source>Search everywhere</source>
        <translation>搜尋全部內容</translation>
    </message>
    <message>
        <source>Search for “{0}”</source>
        <translation>搜尋「{0}」</translation>
    </message>
    <message>
        <source>There are no threads here.</source>
        <translation>這裡沒有問答。</translation>
    </message>
</context>
<context>
    <name>FacetPanel</name>
    <message>
        <source>Filters</source>
        <translation>篩選條件</translation>
    </message>
    <message>
        <source>Find a topic, a doctor…</source>
        <translation>尋找主題、醫師…</translation>
    </message>
    <message>
        <source>Find among the filters</source>
        <translation>在篩選條件中尋找</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>移除所有篩選條件</translation>
    </message>
</context>
<context>
    <name>FacetsModel</name>
    <message>
        <source>Fewer</source>
        <translation>顯示較少</translation>
    </message>
    <message>
        <source>People like me</source>
        <translation>和我相似的人</translation>
    </message>
    <message>
        <source>{0} more…</source>
        <translation>還有 {0} 個…</translation>
    </message>
    <message>
        <source>{0}, chosen</source>
        <translation>{0}，已選取</translation>
    </message>
    <message>
        <source>{0}: {1}, {2} threads</source>
        <translation>{0}：{1}，{2} 則問答</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close (Esc)</source>
        <translation>關閉 (Esc)</translation>
    </message>
    <message>
        <source>Find in this thread</source>
        <translation>在這則問答中尋找</translation>
    </message>
    <message>
        <source>Find in this thread…</source>
        <translation>在這則問答中尋找…</translation>
    </message>
    <message>
        <source>Next (Return)</source>
        <translation>下一個 (Enter)</translation>
    </message>
    <message>
        <source>Previous (Shift+Return)</source>
        <translation>上一個 (Shift+Enter)</translation>
    </message>
    <message>
        <source>match {0} of {1}</source>
        <translation>第 {0} 處，共 {1} 處</translation>
    </message>
    <message>
        <source>not in this thread</source>
        <translation>這則問答中沒有</translation>
    </message>
</context>
<context>
    <name>HitListModel</name>
    <message>
        <source>Loading…</source>
        <translation>載入中…</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>已加書籤</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已讀</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>In a new tab: {0}</source>
        <translation>已在新分頁開啟：{0}</translation>
    </message>
    <message>
        <source>Open a thread first, or choose rows of the list.</source>
        <translation>請先開啟一則問答，或在清單中選取幾列。</translation>
    </message>
    <message>
        <source>QA Reader</source>
        <translation>QA Reader</translation>
    </message>
    <message>
        <source>Search in</source>
        <translation>搜尋範圍</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具列</translation>
    </message>
    <message>
        <source>in: bookmarks</source>
        <translation>範圍：書籤</translation>
    </message>
    <message>
        <source>in: everything</source>
        <translation>範圍：全部</translation>
    </message>
    <message>
        <source>in: this department</source>
        <translation>範圍：這個科別</translation>
    </message>
    <message>
        <source>{0} hit</source>
        <translation>{0} 筆結果</translation>
    </message>
    <message>
        <source>{0} hits</source>
        <translation>{0} 筆結果</translation>
    </message>
    <message>
        <source>{0}, {1} ms</source>
        <translation>{0}，{1} 毫秒</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Thread</source>
        <translation>問答</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>Best match</source>
        <translation>最相關</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>最舊</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>清單排序</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>標題</translation>
    </message>
    <message>
        <source>{0} thread</source>
        <translation>{0} 則問答</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 則問答</translation>
    </message>
</context>
<context>
    <name>ReadingDesk</name>
    <message>
        <source>No tab was closed.</source>
        <translation>沒有關閉過的分頁。</translation>
    </message>
    <message>
        <source>Nothing is marked in this thread.</source>
        <translation>這則問答中沒有標示任何符合處。</translation>
    </message>
    <message>
        <source>Open another thread in a new tab first (Ctrl+Return on its row).</source>
        <translation>請先在新分頁開啟另一則問答（在該列按 Ctrl+Enter）。</translation>
    </message>
</context>
<context>
    <name>ReadingTabs</name>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Close the others</source>
        <translation>關閉其他分頁</translation>
    </message>
    <message>
        <source>Close {0}</source>
        <translation>關閉「{0}」</translation>
    </message>
    <message>
        <source>Compare with the open thread</source>
        <translation>與開啟中的問答對照</translation>
    </message>
    <message>
        <source>New tab</source>
        <translation>新分頁</translation>
    </message>
    <message>
        <source>Open threads</source>
        <translation>開啟中的問答</translation>
    </message>
</context>
<context>
    <name>ReplyPane</name>
    <message>
        <source>1 match</source>
        <translation>1 處符合</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一個符合處</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一個符合處</translation>
    </message>
    <message>
        <source>These are answers that were given to others. They are no medical advice.</source>
        <translation>這些是給其他人的回答，並非醫療建議。</translation>
    </message>
    <message>
        <source>match {0} of {1}</source>
        <translation>第 {0} 處，共 {1} 處</translation>
    </message>
    <message>
        <source>{0} matches</source>
        <translation>{0} 處符合</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
    <message>
        <source>Search questions and replies…</source>
        <translation>搜尋提問與回覆…</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>A fault of the program: {0!r}</source>
        <translation>程式發生錯誤：{0!r}</translation>
    </message>
    <message>
        <source>The archive is a newer one. Of {0} threads that you keep, {1} moved and {2} are no longer there.</source>
        <translation>這是較新的檔案庫。在您保存的 {0} 則問答中，{1} 則已移動，{2} 則已不存在。</translation>
    </message>
    <message>
        <source>The sample archive is missing from this installation. Open another archive.</source>
        <translation>這次安裝缺少範例檔案庫。請開啟其他檔案庫。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source> year</source>
        <translation> 年</translation>
    </message>
    <message>
        <source> years</source>
        <translation> 年</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>配色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Emergency number</source>
        <translation>緊急電話(&amp;E)</translation>
    </message>
    <message>
        <source>A reply is called &amp;old after</source>
        <translation>回覆超過多久視為較舊(&amp;O)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>依系統設定</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Every change counts at once, but for the language.</source>
        <translation>除了語言以外，所有變更立即生效。</translation>
    </message>
    <message>
        <source>Lan&amp;guage, from the next start on</source>
        <translation>語言，下次啟動時生效(&amp;G)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>淺色</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Size of the &amp;lists</source>
        <translation>清單大小(&amp;L)</translation>
    </message>
    <message>
        <source>Size of the &amp;text</source>
        <translation>內文大小(&amp;T)</translation>
    </message>
    <message>
        <source>your local emergency number</source>
        <translation>當地的緊急電話</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>&amp;Use this key</source>
        <translation>使用這個按鍵(&amp;U)</translation>
    </message>
    <message>
        <source>A letter may differ</source>
        <translation>容許一個字母不同</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>提問者是誰</translation>
    </message>
    <message>
        <source>All commands have their usual keys again.</source>
        <translation>所有指令都已恢復預設按鍵。</translation>
    </message>
    <message>
        <source>Any word that begins so</source>
        <translation>以此開頭的任何字詞</translation>
    </message>
    <message>
        <source>Both words, in any form, anywhere</source>
        <translation>兩個字詞都有，任何詞形，任何位置</translation>
    </message>
    <message>
        <source>By whom and where</source>
        <translation>由誰、在哪裡回覆</translation>
    </message>
    <message>
        <source>Choose a command to give it another key.</source>
        <translation>請選擇一個指令以更改按鍵。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>指令與按鍵</translation>
    </message>
    <message>
        <source>Ctrl and the wheel over them</source>
        <translation>在其上按住 Ctrl 並捲動滾輪</translation>
    </message>
    <message>
        <source>Enlarge or shrink the text or the lists</source>
        <translation>放大或縮小內文或清單</translation>
    </message>
    <message>
        <source>Filter by words or keys…</source>
        <translation>以文字或按鍵篩選…</translation>
    </message>
    <message>
        <source>Filter the table</source>
        <translation>篩選表格</translation>
    </message>
    <message>
        <source>From the search field into the list</source>
        <translation>從搜尋欄移到清單</translation>
    </message>
    <message>
        <source>From these years only</source>
        <translation>只限這些年份</translation>
    </message>
    <message>
        <source>In the list: show those that ask nearly the same, hide them</source>
        <translation>在清單中：展開或收合幾乎相同的提問</translation>
    </message>
    <message>
        <source>In the search field and the lists</source>
        <translation>在搜尋欄與清單中</translation>
    </message>
    <message>
        <source>Its &amp;usual keys</source>
        <translation>預設按鍵(&amp;U)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按鍵</translation>
    </message>
    <message>
        <source>Keys and query language</source>
        <translation>按鍵與查詢語法</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新按鍵</translation>
    </message>
    <message>
        <source>Next and previous place in find</source>
        <translation>尋找時的下一處與上一處</translation>
    </message>
    <message>
        <source>One letter left open</source>
        <translation>一個字母不限</translation>
    </message>
    <message>
        <source>One of them</source>
        <translation>其中之一</translation>
    </message>
    <message>
        <source>Only there</source>
        <translation>只限該處</translation>
    </message>
    <message>
        <source>Open in a new tab</source>
        <translation>在新分頁開啟</translation>
    </message>
    <message>
        <source>Press the new key of “{0}” in the field below.</source>
        <translation>請在下方欄位按下「{0}」的新按鍵。</translation>
    </message>
    <message>
        <source>Query language</source>
        <translation>查詢語法</translation>
    </message>
    <message>
        <source>Restore &amp;all defaults</source>
        <translation>全部恢復預設值(&amp;A)</translation>
    </message>
    <message>
        <source>Return and Shift+Return</source>
        <translation>Enter 與 Shift+Enter</translation>
    </message>
    <message>
        <source>The words in this order</source>
        <translation>字詞依此順序</translation>
    </message>
    <message>
        <source>The words near each other</source>
        <translation>字詞彼此相近</translation>
    </message>
    <message>
        <source>Without this word</source>
        <translation>不含這個字詞</translation>
    </message>
    <message>
        <source>middle button of the mouse</source>
        <translation>滑鼠中鍵</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}” already. Give that command another key first.</source>
        <translation>{0} 已經是「{1}」的按鍵。請先為該指令設定其他按鍵。</translation>
    </message>
    <message>
        <source>“{0}” has no key now.</source>
        <translation>「{0}」現在沒有按鍵。</translation>
    </message>
    <message>
        <source>“{0}” is now {1}.</source>
        <translation>「{0}」現在是 {1}。</translation>
    </message>
</context>
<context>
    <name>SideEntriesModel</name>
    <message>
        <source>FAQ topics</source>
        <translation>常見問題主題</translation>
    </message>
    <message>
        <source>Looking for related threads…</source>
        <translation>正在尋找相關問答…</translation>
    </message>
    <message>
        <source>None was found.</source>
        <translation>沒有找到。</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>相關問答</translation>
    </message>
    <message>
        <source>Similar Q&amp;A</source>
        <translation>相似問答</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>資料來源</translation>
    </message>
    <message>
        <source>The source lists none.</source>
        <translation>資料來源沒有列出。</translation>
    </message>
    <message>
        <source>The source names none.</source>
        <translation>資料來源沒有標示。</translation>
    </message>
    <message>
        <source>extract only</source>
        <translation>僅有節錄</translation>
    </message>
    <message>
        <source>why: {0}</source>
        <translation>理由：{0}</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Similar questions, related threads and FAQ topics</source>
        <translation>相似問答、相關問答與常見問題主題</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{0} thread</source>
        <translation>{0} 則問答</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 則問答</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Link copied</source>
        <translation>已複製連結</translation>
    </message>
    <message>
        <source>Open a thread first.</source>
        <translation>請先開啟一則問答。</translation>
    </message>
    <message>
        <source>Passage copied, with citation</source>
        <translation>已複製段落並附出處</translation>
    </message>
    <message>
        <source>Thread copied, with citation</source>
        <translation>已複製問答並附出處</translation>
    </message>
</context>
<context>
    <name>YearHistogram</name>
    <message>
        <source>Asked</source>
        <translation>提問年份</translation>
    </message>
    <message>
        <source>Asked {0}: {1}</source>
        <translation>{0} 年提問：{1} 則</translation>
    </message>
    <message>
        <source>No thread has a date.</source>
        <translation>沒有一則問答有日期。</translation>
    </message>
    <message>
        <source>Years in which the questions were asked</source>
        <translation>提問的年份</translation>
    </message>
    <message>
        <source>{0} threads from {1} to {2}</source>
        <translation>{1} 年至 {2} 年共 {0} 則問答</translation>
    </message>
    <message>
        <source>{0} without a date</source>
        <translation>{0} 則沒有日期</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>_CompareLine</name>
    <message>
        <source>At the right, to compare: {0}</source>
        <translation>右側對照：{0}</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止對照</translation>
    </message>
</context>
<context>
    <name>_FacetView</name>
    <message>
        <source>Filters</source>
        <translation>篩選條件</translation>
    </message>
</context>
<context>
    <name>_HitView</name>
    <message>
        <source>Questions</source>
        <translation>提問</translation>
    </message>
</context>
</TS>
